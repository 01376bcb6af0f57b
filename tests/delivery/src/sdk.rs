//! The request that stores a span, beside that of Scale's SDK for Python.
//!
//! In: an interpreter that has the SDK. Out: how many requests were equal, or the first difference.
//! The same spans are sent by both to a server on loopback. Method, path and body must be equal;
//! only how timestamps are written may differ (the SDK writes `+00:00`, and no fraction for a whole
//! second).

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use scripted_server::{Request, Response, Server};
use serde_json::{Map, Value, json};
use spanwire_delivery::mapping::{OtelSpan, Status, map};
use spanwire_delivery::spanwire::scale_v5::Client;
use spanwire_delivery::spanwire::{Timestamp, testing::block_on};
use spanwire_delivery::{Limits, deliver};

const SCRIPT: &str = "tests/delivery/sdk.py";
const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const SPAN: &str = "b7ad6b7169203331";
const PARENT: &str = "00f067aa0ba902b7";
const START: u64 = 1_769_860_800_123_456;
const END: u64 = 1_769_860_802_000_000;

/// A span as a program describes it to the SDK, and as OpenTelemetry has it.
struct Case {
    python: Value,
    otel: OtelSpan,
}

/// Compares the requests for all cases.
pub(crate) fn compare(python: &Path) -> Result<usize, String> {
    let server = Server::with(|_| Response::json(200, &json!({"items": []})))
        .map_err(|error| format!("no server: {error}"))?;
    let cases = cases();
    let described: Value = cases.iter().map(|case| case.python.clone()).collect();
    run(python, &server.url(), &described)?;
    let theirs = server.requests();
    let client = Client::builder().api_key("key").account_id("account");
    let client = client.base_url(server.url()).build();
    let client = client.map_err(|error| error.to_string())?;
    for case in &cases {
        let span = map(case.otel.clone(), &Map::new());
        let report = block_on(deliver(&client, [span], &Limits::new()));
        if report.accepted != 1 {
            return Err(format!("not delivered: {report:?}"));
        }
    }
    let ours = server.requests().split_off(theirs.len());
    if theirs.len() != cases.len() || ours.len() != cases.len() {
        let (theirs, ours) = (theirs.len(), ours.len());
        return Err(format!(
            "{} spans: the SDK sent {theirs} requests, we {ours}",
            cases.len()
        ));
    }
    for (theirs, ours) in theirs.iter().zip(&ours) {
        let (theirs, ours) = (summary(theirs), summary(ours));
        if theirs != ours {
            return Err(format!("the SDK sends\n{theirs:#}\nwe send\n{ours:#}"));
        }
    }
    Ok(cases.len())
}

fn run(python: &Path, url: &str, spans: &Value) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{SCRIPT}: {error}");
    let mut script = Command::new(python);
    script.arg("-B").arg(runner::root().join(SCRIPT)).arg(url);
    script.env_remove("DISABLE_SCALE_TRACING");
    let mut script = script.stdin(Stdio::piped()).spawn().map_err(failed)?;
    if let Some(mut input) = script.stdin.take() {
        input
            .write_all(spans.to_string().as_bytes())
            .map_err(failed)?;
    }
    let status = script.wait().map_err(failed)?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{SCRIPT} failed: {status}"))
    }
}

/// What must be equal, with timestamps written in one way.
fn summary(request: &Request) -> Value {
    let mut body = request.json();
    let items = body.get_mut("items").and_then(Value::as_array_mut);
    for span in items.into_iter().flatten().filter_map(Value::as_object_mut) {
        for name in ["start_timestamp", "end_timestamp"] {
            let Some(found) = span.get_mut(name) else {
                continue;
            };
            let instant = found
                .as_str()
                .and_then(|text| text.parse::<Timestamp>().ok());
            *found = json!(instant.map(|instant| instant.as_nanosecond().to_string()));
        }
    }
    json!({"method": request.method, "path": request.target, "body": body})
}

fn cases() -> Vec<Case> {
    let root = Case {
        python: json!({
            "name": "answer", "trace_id": TRACE, "span_id": SPAN, "span_type": "TRACER",
            "start": START, "end": END,
        }),
        otel: span("answer", &json!({})),
    };
    let mut child = Case {
        python: json!({
            "name": "chat", "trace_id": TRACE, "span_id": SPAN, "parent_id": PARENT,
            "group_id": "conversation-1", "span_type": "COMPLETION",
            "input": {"messages": [{"role": "user", "content": "Why?"}], "temperature": 0.5},
            "output": {"text": "Because. \u{1f600}", "tokens": 12},
            "metadata": {"gen_ai.request.model": "gpt-4", "stream": false, "none": null},
            "start": START, "end": END,
        }),
        otel: span(
            "chat",
            &json!({
                "gen_ai.conversation.id": "conversation-1",
                "sgp.span.type": "COMPLETION",
                "input.value": r#"{"messages": [{"role": "user", "content": "Why?"}], "temperature": 0.5}"#,
                "output.value": "{\"text\": \"Because. \u{1f600}\", \"tokens\": 12}",
                "gen_ai.request.model": "gpt-4", "stream": false, "none": null,
            }),
        ),
    };
    child.otel.parent_span_id = Some(bytes(PARENT));
    let mut failed = Case {
        python: json!({
            "name": "search", "trace_id": TRACE, "span_id": SPAN, "parent_id": PARENT,
            "start": START, "end": END,
            "error": {
                "error_type": "timeout", "error_message": "no response in 30 s",
                "error_category": "platform",
            },
        }),
        otel: span(
            "search",
            &json!({"sgp.error.category": "platform", "error.type": "timeout"}),
        ),
    };
    failed.otel.parent_span_id = Some(bytes(PARENT));
    failed.otel.status = Status::Error {
        description: "no response in 30 s".to_owned(),
    };
    let mut unexplained = Case {
        python: json!({
            "name": "search", "trace_id": TRACE, "span_id": SPAN, "span_type": "TRACER",
            "start": START, "end": END, "error": {},
        }),
        otel: span("search", &json!({})),
    };
    unexplained.otel.status = Status::Error {
        description: String::new(),
    };
    let mut running = Case {
        python: json!({
            "name": "answer", "trace_id": TRACE, "span_id": SPAN, "span_type": "TRACER",
            "start": START,
        }),
        otel: span("answer", &json!({})),
    };
    running.otel.end = None;
    vec![root, child, failed, unexplained, running]
}

fn span(name: &str, attributes: &Value) -> OtelSpan {
    let time = |micros| SystemTime::UNIX_EPOCH + Duration::from_micros(micros);
    let mut span = OtelSpan::new(bytes(TRACE), bytes(SPAN), name, time(START));
    span.end = Some(time(END));
    span.attributes = attributes.as_object().cloned().unwrap_or_default();
    span
}

fn bytes<const N: usize>(hex: &str) -> [u8; N] {
    std::array::from_fn(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap_or_default())
}
