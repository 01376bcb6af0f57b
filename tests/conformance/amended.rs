//! What Prism can't say, put into its responses.
//!
//! In: a request that Prism was sent, and its response. Out: the response as it goes to the client.
//! Prism has read and judged the request by then, and what it refuses stays refused. Two of its
//! responses are faults of its own:
//!
//! - It can't write an object as a text, so its response to a request for events is status 500 with
//!   the problem `NO_COMPLEX_OBJECT_TEXT`. The events of a table take that place.
//! - It has one page of each list, the same whatever is asked for, and that names a next one. The
//!   page that a client asks for after the first becomes the last.

use serde_json::Value;
use tests::http::Response;

const FAULT: &str = "https://stoplight.io/prism/errors#NO_COMPLEX_OBJECT_TEXT";

/// The member of a page that says whether there is another one.
const MORE: &str = "has_more";

/// The operations that respond with events, and what they send.
pub(crate) const EVENTS: &[(&str, &str)] = &[
    (
        "GET /v5/builds/{build_id}/logs",
        "data: {\"line\": \"a line\"}\n\n",
    ),
    (
        "POST /v5/chat/completions",
        "data: {\"id\": \"1\", \"choices\": [], \"created\": 1, \"model\": \"m\"}\n\ndata: [DONE]\n\n",
    ),
    (
        "POST /v5/completions",
        "data: {\"id\": \"1\", \"choices\": [], \"created\": 1, \"model\": \"m\"}\n\ndata: [DONE]\n\n",
    ),
    (
        "POST /v5/responses",
        "event: response.output_text.delta\ndata: {\"type\": \"response.output_text.delta\", \"delta\": \"a\", \"content_index\": 0, \
         \"item_id\": \"1\", \"logprobs\": [], \"output_index\": 0, \"sequence_number\": 1}\n\n",
    ),
];

/// The response for the client. `first`: the client asked for nothing before.
pub(crate) fn amended(operation: Option<&str>, first: bool, response: Vec<u8>) -> Response {
    let Some(mut body) = json(&response) else {
        return Response::Raw(response);
    };
    let events = EVENTS.iter().find(|(name, _)| Some(*name) == operation);
    if let Some((_, events)) = events
        && body["type"] == FAULT
    {
        return Response::text(200, "text/event-stream", events);
    }
    match body.get_mut(MORE) {
        Some(more) if !first => {
            *more = Value::Bool(false);
            Response::json(200, &body)
        }
        _ => Response::Raw(response),
    }
}

/// The body of a response, if it is JSON.
fn json(response: &[u8]) -> Option<Value> {
    let head = response
        .windows(4)
        .position(|window| window == b"\r\n\r\n")?;
    serde_json::from_slice(&response[head + 4..]).ok()
}
