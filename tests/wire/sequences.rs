//! Sequences of parts, and a form that is the whole query, on the golden case `sequences`.

use golden::sequences::{
    Client, Error, FilePart,
    models::{Item, SendBatchRequestItem, Whole},
};
use specwright_runtime::{
    BuildError,
    testing::{Recorded, Reply, Server, block_on},
};

use crate::only;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn client() -> Result<(Client, Server), BuildError> {
    let server = Server::new();
    server.reply(Reply::text(204, ""));
    let client = Client::builder()
        .base_url("http://server.test")
        .transport(server.transport())
        .build()?;
    Ok((client, server))
}

/// The content type and the body with `B` for the boundary.
fn parts(request: &Recorded) -> Option<(String, String)> {
    let content_type = request.header("content-type")?;
    let boundary = content_type.split("boundary=").nth(1)?.split(';').next()?;
    let body = String::from_utf8_lossy(request.body()).replace("\r\n", "\n");
    let content_type = content_type.replace(boundary, "B");
    Some((content_type, body.replace(boundary, "B")))
}

fn item() -> Item {
    Item::new().with_message("hi")
}

#[test]
fn each_item_is_a_part() -> Outcome {
    let (client, server) = client()?;
    block_on(client.parts().send_mixed(&[item(), Item::new()]))?;
    let body = "--B\nContent-Type: application/json\n\n{\"message\":\"hi\"}\n\
        --B\nContent-Type: application/json\n\n{}\n--B--\n";
    let expected = ("multipart/mixed; boundary=B".to_owned(), body.to_owned());
    assert_eq!(parts(&only(&server)), Some(expected));
    Ok(())
}

#[test]
fn parts_of_forms_have_names() -> Outcome {
    let (client, server) = client()?;
    let files = [
        FilePart::new("a").with_name("a.txt"),
        FilePart::new("b").with_header("Content-Disposition", "form-data; name=\"other\""),
    ];
    block_on(client.parts().send_files(&files))?;
    let body = "--B\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\n\
        Content-Type: application/octet-stream\n\na\n\
        --B\nContent-Type: application/octet-stream\n\
        Content-Disposition: form-data; name=\"other\"\n\nb\n--B--\n";
    let expected = (
        "multipart/form-data; boundary=B".to_owned(),
        body.to_owned(),
    );
    assert_eq!(parts(&only(&server)), Some(expected));

    let (client, server) = self::client()?;
    block_on(client.parts().send_named(&[item()]))?;
    let body = "--B\nContent-Type: application/json\n\
        Content-Disposition: form-data; name=\"entry\"\n\n{\"message\":\"hi\"}\n--B--\n";
    let expected = (
        "multipart/form-data; boundary=B".to_owned(),
        body.to_owned(),
    );
    assert_eq!(parts(&only(&server)), Some(expected));
    Ok(())
}

#[test]
fn positions_have_encodings_of_their_own() -> Outcome {
    let (client, server) = client()?;
    block_on(client.parts().send_pair(&(item(), FilePart::new("png"))))?;
    let body = "--B\nContent-Type: application/ld+json\n\n{\"message\":\"hi\"}\n\
        --B\nContent-Type: image/png\nX-Kind: photo\n\npng\n--B--\n";
    let content_type = "multipart/related; boundary=B; type=\"application/ld+json\"";
    let expected = (content_type.to_owned(), body.to_owned());
    assert_eq!(parts(&only(&server)), Some(expected));
    Ok(())
}

#[test]
fn a_part_that_is_no_file_can_have_headers() -> Outcome {
    let (client, server) = client()?;
    let call = client.parts().send_pair(&(item(), FilePart::new("png")));
    block_on(call.part_header("0", "Content-Id", "n1"))?;
    let (_, body) = parts(&only(&server)).ok_or("no parts")?;
    let first = "--B\nContent-Type: application/ld+json\nContent-Id: n1\n\n{";
    assert!(body.starts_with(first), "{body}");

    let (client, server) = self::client()?;
    let call = client.parts().send_mixed(&[item()]);
    let refused = block_on(call.part_header("1", "Content-Id", "n1"));
    assert!(matches!(refused, Err(Error::Request { .. })), "{refused:?}");
    assert!(server.requests().is_empty());
    Ok(())
}

#[test]
fn items_of_several_types_are_written_each_by_its_own() -> Outcome {
    let (client, server) = client()?;
    let file = FilePart::new("png").with_content_type("image/png");
    let items = [item().into(), SendBatchRequestItem::File(file)];
    block_on(client.parts().send_batch(Some(&items)))?;
    let body = "--B\nContent-Type: application/json\n\n{\"message\":\"hi\"}\n\
        --B\nContent-Type: image/png\n\npng\n--B--\n";
    let expected = ("multipart/mixed; boundary=B".to_owned(), body.to_owned());
    assert_eq!(parts(&only(&server)), Some(expected));
    Ok(())
}

#[test]
fn the_properties_of_a_whole_query_follow_their_encodings() -> Outcome {
    let (client, server) = client()?;
    let list = || vec!["a".to_owned(), "b/c".to_owned()];
    let whole = Whole::new()
        .with_joined(list())
        .with_pipes(list())
        .with_raw("x/y?z")
        .with_json(item())
        .with_members(item())
        .with_plain(list());
    block_on(client.parts().query(&whole))?;
    assert_eq!(
        only(&server).query(),
        "joined=a,b%2Fc&pipes=a%7Cb%2Fc&raw=x/y?z&json=%7B%22message%22%3A%22hi%22%7D&message=hi&plain=a&plain=b%2Fc"
    );
    Ok(())
}
