//! Responses that are not streams although one was requested.

use specwright_runtime::testing::Reply;
use specwright_runtime::{Error, ErrorBody, NoError};

use crate::models::{Failed, Loose, Problem, Strict, Vague};
use crate::{Ask, all, api, read};

const JSON: &str = "application/json";
const ERROR: &str = r#"{"error":{"message":"no credits","code":402}}"#;

fn events<T, E>() -> Ask<T, E> {
    |call| call.event_stream("text/event-stream")
}

#[test]
fn an_error_in_json_is_the_error_of_the_operation() {
    let expected = Failed::new(Problem::new("no credits").with_code(402));
    let (found, _) = all::<Strict, Failed>(events(), || vec![Reply::bytes(200, JSON, ERROR)]);
    assert_eq!(api(found[0].as_ref().unwrap_err()), Ok(expected.clone()));
    let (found, _) = all::<Loose, Failed>(events(), || vec![Reply::bytes(200, JSON, ERROR)]);
    assert_eq!(api(found[0].as_ref().unwrap_err()), Ok(expected.clone()));
    let (found, _) = all::<Loose, NoError>(events(), || vec![Reply::bytes(200, JSON, ERROR)]);
    assert_eq!(api(found[0].as_ref().unwrap_err()).unwrap_err(), ERROR);
    let body = r#"{"message":"no credits","code":402}"#;
    let (found, _) = all::<Strict, Problem>(events(), || vec![Reply::bytes(200, JSON, body)]);
    assert_eq!(
        api(found[0].as_ref().unwrap_err()),
        Ok(expected.error.clone())
    );

    // What the error describes is one, and what says by its media type that it is.
    let body = r#"{"message":"no credits","help":"https://example.com"}"#;
    let (found, _) = all::<Strict, Vague>(events(), || vec![Reply::bytes(200, JSON, body)]);
    let vague = Vague::new().with_message("no credits");
    assert_eq!(api(found[0].as_ref().unwrap_err()), Ok(vague));
    let problem = || {
        vec![Reply::bytes(
            200,
            "application/problem+json",
            r#"{"title":"no"}"#,
        )]
    };
    let (found, _) = all::<Loose, NoError>(events(), problem);
    assert!(api(found[0].as_ref().unwrap_err()).is_err());

    // Under the media type of a stream, or none.
    for media_type in ["text/event-stream", ""] {
        for text in [ERROR, &ERROR.replace(',', ",\n  ")] {
            let (found, _) = all::<Strict, Failed>(events(), || {
                vec![Reply::bytes(200, media_type, text.to_owned())]
            });
            assert_eq!(found.len(), 1);
            assert_eq!(api(found[0].as_ref().unwrap_err()), Ok(expected.clone()));
        }
    }
    let found = read::<Strict, Failed>(&format!("data: {{\"delta\":\"a\"}}\n\n{ERROR}"));
    assert_eq!(api(found[1].as_ref().unwrap_err()), Ok(expected));
}

#[test]
fn a_body_other_than_an_error_is_shown() {
    let message_of = |media_type: &'static str, body: &'static str| {
        let reply = move || vec![Reply::bytes(200, media_type, body)];
        match all::<Strict, Vague>(events(), reply).0.pop() {
            Some(Err(error @ Error::Decode { .. })) => {
                let kept = error.body().cloned();
                let expected = ErrorBody::Raw(body.as_bytes().to_vec().into());
                assert_eq!(kept, Some(expected));
                error.to_string()
            }
            other => panic!("{other:?}"),
        }
    };
    let message = message_of(JSON, r#"{"delta":"a"}"#);
    assert!(
        message.contains("it is one item as `application/json`, not a stream of items"),
        "{message}"
    );
    let message = message_of(JSON, r#"{"status":"queued"}"#);
    assert!(
        message.contains("it is `application/json`, not a stream of items"),
        "{message}"
    );
    let message = message_of("text/html", "<html>maintenance</html>");
    assert!(
        message.contains("`text/html`") && message.contains("maintenance"),
        "{message}"
    );
    // Nothing in it is an event.
    assert!(
        message_of("text/event-stream", "<html>maintenance</html>\n").contains("it has no events")
    );
}

#[test]
fn lines_under_other_media_types() {
    let lines = |media_type: &'static str, text: &'static str| {
        all::<Strict, Failed>(
            |call| call.item_lines("application/x-ndjson"),
            move || vec![Reply::bytes(200, media_type, text)],
        )
        .0
    };
    let found = lines(JSON, "{\"delta\":\"a\"}\n{\n  \"delta\": \"b\"\n}\n");
    assert!(matches!(&found[..], [Ok(_), Ok(_)]), "{found:?}");
    let found = lines(JSON, "{\n  \"error\": {\n    \"message\": \"no\"\n  }\n}\n");
    assert_eq!(found.len(), 1);
    assert!(api(found[0].as_ref().unwrap_err()).is_ok());
    let found = lines("text/html", "<html>\nmaintenance\n</html>\n");
    assert!(
        matches!(&found[..], [Err(Error::Decode { .. })]),
        "{found:?}"
    );
}
