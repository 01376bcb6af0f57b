//! Values that would change a request beyond their place are refused or encoded.

use specwright_runtime::testing::{Recorded, Reply, Server, block_on};
use specwright_runtime::{Api, Call, Client, Error, FilePart};

const API: Api = Api {
    base_url: "https://{region}.example.com/v1/{stage}",
    variables: &[("region", "eu"), ("stage", "live")],
    schemes: &[],
    security: &[],
    user_agent: "test/1",
};

const HOME: &str = "https://eu.example.com/v1/live/";

/// What parsers of URLs, headers and forms take for something else.
const VALUES: &[&str] = &[
    ".",
    "..",
    "%2e",
    "%2e%2e",
    "%2E%2e",
    ".%2e",
    "%252e%252e",
    "../x",
    "..\\x",
    "..;/x",
    "a/../../b",
    "/",
    "//evil.example",
    "https://evil.example",
    "@evil.example",
    "me@evil.example",
    ":80",
    "\\",
    "\\\\evil.example",
    "?admin=1",
    "&admin=1",
    "a=b&c=d",
    "#end",
    ";admin=1",
    ",admin",
    "a\r\nx-evil: 1",
    "a\nx-evil: 1",
    "a\rx-evil: 1",
    "a\r\n\r\nGET /evil HTTP/1.1",
    "%0d%0ax-evil:%201",
    "%0A",
    "\0",
    "a\0b",
    "%00",
    "%",
    "%zz",
    "%2",
    "\t",
    " ",
    "+",
    "\"",
    "'",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{202e}",
    "\u{ff0e}\u{ff0e}",
    "\u{ff0f}",
    "é",
    "{id}",
    "<script>",
];

fn client(server: &Server) -> Client {
    Client::builder(&API)
        .transport(server.transport())
        .build()
        .unwrap()
}

/// What was sent, if it was.
fn sent(change: impl FnOnce(Call<String>) -> Call<String>) -> Option<Recorded> {
    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, "ok"));
    let call = change(client(&server).post("/a/{id}/b").path("id", "7"));
    match block_on(call) {
        Ok(_) => Some(server.requests().remove(0)),
        Err(Error::Request { .. }) => {
            assert!(server.requests().is_empty());
            None
        }
        Err(error) => panic!("{error:?}"),
    }
}

fn decoded(text: &str) -> String {
    let text = percent_encoding::percent_decode_str(text);
    text.decode_utf8().unwrap().into_owned()
}

#[test]
fn a_path_parameter_stays_one_segment() {
    for value in VALUES {
        let server = Server::new();
        server.reply(Reply::json(200, "ok"));
        let call: Call<String> = client(&server).get("/a/{id}/b").path("id", value);
        let dots = matches!(*value, "." | "..");
        assert_eq!(block_on(call).is_err(), dots, "{value:?}");
        for request in server.requests() {
            let segments: Vec<_> = request.path().split('/').skip(3).map(decoded).collect();
            assert_eq!(segments, ["a", value, "b"], "{}", request.url());
            assert!(request.url().starts_with(HOME) && request.query().is_empty());
        }
    }
}

#[test]
fn a_query_parameter_stays_one_pair() {
    for value in VALUES {
        let request = sent(|call| call.query("q", value).query("z", 1)).unwrap();
        let expected = [
            ("q".to_owned(), (*value).to_owned()),
            ("z".to_owned(), "1".to_owned()),
        ];
        assert_eq!(request.query_pairs(), expected, "{value:?}");
        assert_eq!(request.path(), "/v1/live/a/7/b");
        // So does its name.
        let request = sent(|call| call.query(value, "v")).unwrap();
        assert_eq!(
            request.query_pairs(),
            [((*value).to_owned(), "v".to_owned())]
        );
    }
}

#[test]
fn a_header_stays_one_line() {
    for value in VALUES {
        let control = value.contains(|c: char| c.is_ascii_control() && c != '\t');
        let request = sent(|call| call.header("x-value", value));
        assert_eq!(request.is_none(), control, "{value:?}");
        if let Some(request) = request {
            let header = request.headers().get("x-value").unwrap();
            assert_eq!(header.as_bytes(), value.as_bytes());
            assert!(request.header("x-evil").is_none());
        }
        let token = value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b));
        assert_eq!(
            sent(|call| call.header(value, "v")).is_some(),
            token,
            "{value:?}"
        );
    }
}

#[test]
fn a_cookie_stays_one_pair() {
    for value in VALUES {
        for (name, value) in [("c", *value), (*value, "v")] {
            let Some(request) = sent(|call| call.cookie(name, value).cookie("z", 1)) else {
                continue;
            };
            let header = request.headers().get("cookie").unwrap().as_bytes();
            let header = String::from_utf8_lossy(header);
            let pairs: Vec<_> = header.split(';').collect();
            assert_eq!(pairs.len(), 2, "{header:?}");
            assert_eq!(pairs[1], " z=1");
            assert!(!header.contains(char::is_control), "{header:?}");
        }
    }
}

#[test]
fn an_idempotency_key_and_a_media_type_stay_one_header() {
    for value in VALUES {
        let control = value.contains(|c: char| c.is_ascii_control() && c != '\t');
        assert_eq!(
            sent(|call| call.idempotency_key(value)).is_none(),
            control || value.trim().is_empty(),
            "{value:?}"
        );
        // One of them happens to look like a media type (RFC 9110, 8.3.1).
        let media_type = *value == "../x";
        assert_eq!(
            sent(|call| call.accept(value)).is_some(),
            media_type,
            "{value:?}"
        );
        assert_eq!(
            sent(|call| call.content_type(value)).is_some(),
            media_type,
            "{value:?}"
        );
        assert_eq!(
            sent(|call| call.text(value, "body")).is_none(),
            control,
            "{value:?}"
        );
    }
}

#[test]
fn another_media_type_leaves_the_boundary_of_a_body_as_it_is() {
    let body = std::collections::BTreeMap::from([("a".to_owned(), "b".to_owned())]);
    let multipart = |media_type: &str| {
        sent(|call| {
            let call = call.multipart("multipart/form-data", &body, &[]);
            call.content_type(media_type)
        })
    };
    let request = multipart("multipart/x-own; boundary=evil").unwrap();
    let content_type = request.header("content-type").unwrap();
    let (essence, boundary) = content_type.split_once("; boundary=").unwrap();
    assert_eq!(essence, "multipart/x-own");
    assert!(
        request
            .body()
            .starts_with(format!("--{boundary}\r\n").as_bytes())
    );
    assert!(multipart("text/plain").is_none());
}

#[test]
fn a_base_url_is_an_address_of_a_server_and_nothing_else() {
    let refused = [
        "",
        "api.example.com",
        "//api.example.com",
        "https:api.example.com",
        "https:/api.example.com",
        "https://",
        "https:///a",
        "https://:80/",
        " https://a.example",
        "ftp://a.example",
        "file:///etc",
        "javascript:alert(1)",
        "https://me@a.example",
        "https://me:pw@a.example",
        "https://a.example@evil.example",
        "https://a.example\\@evil.example",
        "https://a.example\\.evil.example",
        "https://a.example?x=1",
        "https://a.example#x",
        "https://a.example/{x}",
        "https://a.example/..",
        "https://a.example/b/../c",
        "https://a.example/%2e%2e/c",
        "https://a.example/.%2E/c",
        "https://a.example\r\nx-evil: 1",
        "https://a.example/\n",
        "https://a.example\0",
        "https://a.example/a b",
        "https://a.example:x",
        "https://a.example:99999",
        "https://a.example:80:80",
        "https://a.example:",
    ];
    for url in refused {
        let server = Server::new();
        let built = Client::builder(&API)
            .base_url(url)
            .transport(server.transport())
            .build();
        assert!(built.is_err(), "{url:?}");
        let call: Call<String> = client(&server).get("/a").base_url(url);
        assert!(
            matches!(block_on(call), Err(Error::Request { .. })),
            "{url:?}"
        );
    }
    for url in [
        "http://[::1]:8080/v1",
        "https://a.example:8443",
        "https://a.example/v1.2/",
        "HTTPS://A.EXAMPLE",
    ] {
        assert!(
            Client::builder(&API)
                .base_url(url)
                .transport(Server::new().transport())
                .build()
                .is_ok(),
            "{url:?}"
        );
    }
}

#[test]
fn a_variable_of_the_server_stays_in_its_place() {
    for value in VALUES
        .iter()
        .chain(&["evil.example/", "evil.example:80", "evil.example#", "a.b"])
    {
        for name in ["region", "stage"] {
            let server = Server::new();
            server.reply(Reply::json(200, "ok"));
            let builder = Client::builder(&API).transport(server.transport());
            let Ok(client) = builder.variable(name, *value).build() else {
                continue;
            };
            let call: Call<String> = client.get("/a");
            let _ = block_on(call);
            for request in server.requests() {
                let url: http::Uri = request.url().parse().unwrap();
                let host = url.host().unwrap().to_owned();
                assert!(host.ends_with(".example.com"), "{name} {value:?}: {host}");
                assert!(
                    name == "region" || host == "eu.example.com",
                    "{value:?}: {host}"
                );
                assert_eq!(url.port(), None, "{value:?}");
                let mut segments = url.path().split('/').map(decoded);
                assert!(!segments.any(|it| it == "." || it == ".."), "{value:?}");
            }
        }
    }
}

#[test]
fn the_name_of_a_file_begins_no_other_part() {
    for value in VALUES {
        for change in [FilePart::with_name, FilePart::with_content_type] {
            let file = change(FilePart::new("content"), (*value).to_owned());
            let body = std::collections::BTreeMap::from([("file".to_owned(), file)]);
            let Some(request) = sent(|call| call.multipart("multipart/form-data", &body, &[]))
            else {
                continue;
            };
            let text = String::from_utf8_lossy(request.body()).into_owned();
            let lines: Vec<_> = text.split("\r\n").collect();
            // The boundary, at most two headers, an empty line, the content, the last boundary,
            // nothing.
            assert!((6..=7).contains(&lines.len()), "{value:?}: {text}");
            assert!(
                !text.to_ascii_lowercase().contains("\nx-evil"),
                "{value:?}: {text}"
            );
            assert!(!text.contains('\0'), "{value:?}");
            assert!(
                !text.replace("\r\n", "").contains(['\r', '\n']),
                "{value:?}: {text}"
            );
        }
    }
}
