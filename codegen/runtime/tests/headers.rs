//! Headers of responses as structs.

mod common;

use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{
    Call, DecodeError, FromHeaders, HeaderMap, NoError, OpenEnum, Response, Timestamp, headers,
};

use self::common::client;

#[derive(Clone, Debug, OpenEnum)]
enum Mode {
    #[open_enum("fast")]
    Fast,
    #[open_enum("1")]
    One,
    #[open_enum(unknown)]
    Unknown(String),
}

#[derive(Clone, Debug, PartialEq, OpenEnum)]
enum Level {
    #[open_enum(1)]
    Low,
    #[open_enum(unknown)]
    Unknown(i64),
}

/// Headers, as generated code has them.
#[derive(Clone, Debug, PartialEq)]
struct ListHeaders {
    total: i64,
    more: Option<bool>,
    etag: Option<String>,
    at: Option<Timestamp>,
    tags: Option<Vec<String>>,
    codes: Option<Vec<i64>>,
    mode: Option<Mode>,
    modes: Option<Vec<Mode>>,
    levels: Option<Vec<Level>>,
}

impl FromHeaders for ListHeaders {
    fn from_headers(headers: &HeaderMap) -> Result<Self, DecodeError> {
        Ok(Self {
            total: headers::required(headers, "X-Total")?,
            more: headers::optional(headers, "x-more")?,
            etag: headers::optional(headers, "etag")?,
            at: headers::optional(headers, "x-at")?,
            tags: headers::optional(headers, "x-tags")?,
            codes: headers::optional(headers, "x-codes")?,
            mode: headers::optional(headers, "x-mode")?,
            modes: headers::optional(headers, "x-modes")?,
            levels: headers::optional(headers, "x-levels")?,
        })
    }
}

fn response(headers: &[(&str, &str)]) -> Response<()> {
    let server = Server::new();
    let reply = headers
        .iter()
        .fold(Reply::status(204), |reply, (name, value)| {
            reply.header(name, value)
        });
    server.reply(reply);
    let call: Call<(), NoError> = client(&server).get("/things");
    block_on(call.send()).unwrap()
}

#[test]
fn headers_are_read_by_their_types() {
    let response = response(&[
        ("x-total", "7"),
        ("x-more", "true"),
        ("etag", "\"123\""),
        ("x-at", "2023-11-07T05:31:56Z"),
        ("x-tags", "a, 1"),
        ("x-tags", "true"),
        ("x-codes", "1,2"),
        ("x-mode", "fast"),
        ("x-modes", "1, true"),
        ("x-levels", "1, 2"),
    ]);
    let headers: ListHeaders = response.headers_as().unwrap();
    assert_eq!(headers.total, 7);
    assert_eq!(headers.more, Some(true));
    // The quotes belong to it.
    assert_eq!(headers.etag.as_deref(), Some("\"123\""));
    assert_eq!(headers.at.unwrap().to_string(), "2023-11-07T05:31:56Z");
    assert_eq!(headers.tags.unwrap(), ["a", "1", "true"]);
    assert_eq!(headers.codes.unwrap(), [1, 2]);
    assert_eq!(headers.mode, Some(Mode::Fast));
    let other = Mode::Unknown("true".to_owned());
    assert_eq!(headers.modes.unwrap(), [Mode::One, other]);
    assert_eq!(headers.levels.unwrap(), [Level::Low, Level::Unknown(2)]);
}

#[test]
fn a_header_that_does_not_fit_is_named() {
    let failed = |headers| response(headers).headers_as::<ListHeaders>().unwrap_err();
    let missing = failed(&[("etag", "x")]);
    assert_eq!(missing.to_string(), "at `X-Total`: the header is missing");
    assert_eq!(failed(&[("x-total", "many")]).path(), "X-Total");
    assert_eq!(
        failed(&[("x-total", "1"), ("x-more", "perhaps")]).path(),
        "x-more"
    );
    let only = response(&[("x-total", "1")])
        .headers_as::<ListHeaders>()
        .unwrap();
    assert_eq!((only.total, only.more, only.tags), (1, None, None));
}
