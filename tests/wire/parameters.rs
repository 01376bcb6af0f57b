//! Every style of parameter, on the golden case `parameters`.

use std::collections::BTreeMap;

use golden::parameters::{Client, all::ReadCall, models::Filter};
use specwright_runtime::{
    Error,
    testing::{Reply, Server, block_on},
};

use crate::only;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn strings(values: &[&str]) -> Vec<String> {
    values.iter().map(|&value| value.to_owned()).collect()
}

#[test]
fn styles_are_those_of_the_standard() -> Outcome {
    let server = Server::new().with_secrets();
    server.reply(Reply::text(204, ""));
    let client = Client::builder()
        .base_url("http://server.test")
        .transport(server.transport())
        .build()?;
    let matrix = BTreeMap::from([
        ("a".to_owned(), "1".to_owned()),
        ("b".to_owned(), "2".to_owned()),
    ]);
    let filter = Filter::new().with_name("n m").with_max(3);
    let time = "2024-01-01T00:00:00Z".parse()?;
    let call = client
        .all()
        .read(
            "a/b",
            &[3, 4],
            &matrix,
            &strings(&["x", "y,z"]),
            time,
            &[1, 2],
        )
        .form(strings(&["a", "b"]))
        .joined(strings(&["a", "b"]))
        .spaces(strings(&["a", "b"]))
        .pipes([1, 2])
        .deep(filter.clone())
        .object(filter.clone())
        .json(filter.clone())
        .r#type("t")
        .maybe(Some("trace"), ReadCall::trace)
        .maybe(None::<&str>, ReadCall::trace)
        .session("s")
        .ids([1, 2])
        .pair(filter.clone())
        .raw(filter);
    block_on(call)?;
    let request = only(&server);
    assert_eq!(request.path(), "/p/a%2Fb/.3,4/;a=1;b=2/x,y%2Cz.json");
    let query = "must=2024-01-01T00%3A00%3A00Z&form=a&form=b&joined=a,b&spaces=a%20b&pipes=1%7C2\
                 &deep%5Bname%5D=n%20m&deep%5Bmax%5D=3&name=n%20m&max=3\
                 &json=%7B%22name%22%3A%22n%20m%22%2C%22max%22%3A3%7D&type=t";
    assert_eq!(request.query(), query);
    assert_eq!(request.header("x-many"), Some("1,2"));
    assert_eq!(request.header("x-trace"), Some("trace"));
    let cookies = "session=s; ids=1; ids=2; pair=name,n%20m,max,3; name=n m; max=3";
    assert_eq!(request.header("cookie"), Some(cookies));
    Ok(())
}

#[test]
fn a_cookie_that_is_not_encoded_can_not_begin_another_one() -> Outcome {
    let server = Server::new();
    let client = Client::builder()
        .base_url("http://server.test")
        .transport(server.transport())
        .build()?;
    let time = "2024-01-01T00:00:00Z".parse()?;
    let call = client
        .all()
        .read("s", &[1], &BTreeMap::new(), &strings(&["l"]), time, &[1])
        .raw(Filter::new().with_name("a; session=b"));
    let error = block_on(call).expect_err("it would be two cookies");
    assert!(matches!(error, Error::Request { .. }), "{error:?}");
    assert!(server.requests().is_empty());
    Ok(())
}
