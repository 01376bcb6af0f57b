//! What users' functions do to spans.

use std::sync::{Arc, Mutex};

use opentelemetry_sdk::trace::SdkTracerProvider;
use scripted_server::Response;
use serde_json::{Value, json};
use spanwire_delivery::{Counts, ScaleExporter, ScaleExporterBuilder};

use crate::common::{Sink, end};

fn batched(
    sink: &Sink,
    set: impl FnOnce(ScaleExporterBuilder) -> ScaleExporterBuilder,
) -> (SdkTracerProvider, Counts) {
    let exporter = set(ScaleExporter::builder(&sink.client()));
    let exporter = exporter.build().unwrap();
    let counts = exporter.counts();
    let provider = SdkTracerProvider::builder().with_span_processor(exporter.batched());
    (provider.build(), counts)
}

/// Refuses what is named so.
fn refusing_bad(items: &[Value]) -> Option<Response> {
    let index = items.iter().position(|item| item["name"] == "bad")?;
    let detail =
        json!([{"loc": ["body", "items", index, "name"], "msg": "is bad", "type": "value_error"}]);
    Some(Response::json(422, &json!({ "detail": detail })))
}

#[test]
fn spans_are_changed_and_left_out() {
    let sink = Sink::new();
    let (provider, counts) = batched(&sink, |exporter| {
        exporter.adjust(|span| {
            span.metadata = None;
            span.name.push('!');
            span.name != "health check!"
        })
    });
    for name in ["one", "health check", "two"] {
        end(&provider, name);
    }
    provider.shutdown().unwrap();
    assert_eq!(sink.names(), ["one!", "two!"]);
    assert!(
        sink.spans()
            .iter()
            .all(|span| span.get("metadata").is_none())
    );
    let totals = counts.totals();
    assert_eq!((totals.accepted, totals.left_out, totals.sum()), (2, 1, 3));
}

#[test]
fn rejected_spans_are_reported() {
    let sink = Sink::with(refusing_bad);
    let reported = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&reported);
    let (provider, counts) = batched(&sink, |exporter| {
        exporter.on_rejected(move |rejected| {
            let entry = (rejected.span.name.clone(), rejected.message.clone());
            kept.lock().unwrap().push(entry);
        })
    });
    for name in ["one", "bad", "two"] {
        end(&provider, name);
    }
    let error = provider.shutdown().unwrap_err().to_string();
    assert!(error.contains("1 spans were rejected"), "{error}");
    assert_eq!(sink.names(), ["one", "two"]);
    let reported = reported.lock().unwrap();
    assert_eq!(reported.len(), 1);
    assert_eq!(reported[0].0, "bad");
    assert!(reported[0].1.contains("is bad"), "{}", reported[0].1);
    assert_eq!((counts.totals().accepted, counts.totals().rejected), (2, 1));
}

/// The thread of the batch processor goes on, and no other span is lost.
#[test]
fn a_panic_costs_one_span_at_most() {
    let sink = Sink::with(refusing_bad);
    let (provider, counts) = batched(&sink, |exporter| {
        exporter
            .adjust(|span| {
                assert_ne!(span.name, "secret");
                true
            })
            .on_rejected(|_| panic!("on purpose"))
    });
    for name in ["one", "secret", "bad", "two"] {
        end(&provider, name);
    }
    provider.force_flush().unwrap_err();
    end(&provider, "three");
    provider.shutdown().unwrap();
    assert_eq!(sink.names(), ["one", "three", "two"]);
    let totals = counts.totals();
    let counted = (totals.accepted, totals.left_out, totals.rejected);
    assert_eq!((counted, totals.sum()), ((3, 1, 1), 5));
}
