//! An agent that is traced with `tracing`, and whose spans go to Scale:
//!
//! ```text
//! cargo run -p spanwire-delivery --example traced
//! ```
//!
//! Its spans have the attributes of OpenTelemetry's conventions for generative AI, as the crate
//! `rig` sets them; with `rig`, only `main` is needed. Without `SGP_API_KEY` in the environment it
//! talks to a server of its own on loopback, so it runs at once.

mod serve;

use std::error::Error;

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use serde_json::{Value, json};
use spanwire_delivery::ScaleExporter;
use spanwire_delivery::spanwire::scale_v5::Client;
use tracing::field::Empty;
use tracing::{Instrument as _, Span, info_span};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let exporter = ScaleExporter::builder(&client()?)
        .adjust(|span| {
            // What must not leave the program is removed here.
            redact(span.input.as_mut().and_then(|input| input.get_mut("email")));
            true
        })
        .on_rejected(|rejected| eprintln!("{rejected}"))
        .build()?;
    let counts = exporter.counts();
    let provider = SdkTracerProvider::builder()
        .with_resource(Resource::builder().with_service_name("helpdesk").build())
        .with_span_processor(exporter.batched())
        .build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("helpdesk"));
    tracing_subscriber::registry().with(layer).init();

    println!("{}", agent("Where is my parcel?").await);

    // Sends what is queued. Without this, the last second of a program would be missing.
    provider.shutdown()?;
    let totals = counts.totals();
    println!("{} spans accepted, {} lost", totals.accepted, totals.lost());
    assert_eq!((totals.accepted, totals.lost()), (4, 0));
    Ok(())
}

fn redact(value: Option<&mut Value>) {
    if let Some(value) = value {
        *value = json!("[redacted]");
    }
}

/// Answers a question: asks the model, calls the tool that it wants, and asks again.
async fn agent(question: &str) -> String {
    let span = info_span!(
        "invoke_agent",
        gen_ai.operation.name = "invoke_agent",
        gen_ai.agent.name = "helpdesk",
        gen_ai.conversation.id = "conversation-7",
        gen_ai.prompt = question,
        gen_ai.completion = Empty,
        gen_ai.usage.input_tokens = Empty,
        gen_ai.usage.output_tokens = Empty,
    );
    let work = async {
        let asked = json!([{"role": "user", "parts": [{"type": "text", "content": question}]}]);
        let call = json!({"type": "tool_call", "id": "call-1", "name": "find_parcel"});
        chat(&asked, &json!([{"role": "assistant", "parts": [call]}])).await;
        let found = find_parcel(&json!({"email": "kim@example.com"})).await;
        let answer = format!("It is {}.", found["status"].as_str().unwrap_or("lost"));
        let told =
            json!([{"role": "tool", "parts": [{"type": "tool_call_response", "result": found}]}]);
        let parts = json!([{"type": "text", "content": answer}]);
        chat(&told, &json!([{"role": "assistant", "parts": parts}])).await;
        answer
    };
    let answer = work.instrument(span.clone()).await;
    span.record("gen_ai.completion", answer.as_str());
    span.record("gen_ai.usage.input_tokens", 84);
    span.record("gen_ai.usage.output_tokens", 24);
    answer
}

/// A call of the model, which is only pretended here.
async fn chat(input: &Value, output: &Value) {
    let span = info_span!(
        "chat",
        otel.kind = "client",
        gen_ai.operation.name = "chat",
        gen_ai.provider.name = "openai",
        gen_ai.request.model = "gpt-4o",
        gen_ai.system_instructions = r#"[{"type": "text", "content": "Be short."}]"#,
        gen_ai.input.messages = %input,
        gen_ai.output.messages = Empty,
        gen_ai.response.id = Empty,
        gen_ai.response.model = Empty,
        gen_ai.usage.input_tokens = Empty,
        gen_ai.usage.output_tokens = Empty,
    );
    async {
        tokio::task::yield_now().await;
        let span = Span::current();
        span.record("gen_ai.output.messages", output.to_string());
        span.record("gen_ai.response.id", "chatcmpl-1");
        span.record("gen_ai.response.model", "gpt-4o-2024-08-06");
        span.record("gen_ai.usage.input_tokens", 42);
        span.record("gen_ai.usage.output_tokens", 12);
    }
    .instrument(span)
    .await;
}

/// A tool.
async fn find_parcel(arguments: &Value) -> Value {
    let span = info_span!(
        "execute_tool",
        gen_ai.operation.name = "execute_tool",
        gen_ai.tool.type = "function",
        gen_ai.tool.name = "find_parcel",
        gen_ai.tool.call.id = "call-1",
        gen_ai.tool.call.arguments = %arguments,
        gen_ai.tool.call.result = Empty,
    );
    async {
        let result = json!({"status": "on its way"});
        Span::current().record("gen_ai.tool.call.result", result.to_string());
        result
    }
    .instrument(span)
    .await
}

/// A client of Scale, or else of a server on loopback that prints the spans it gets.
fn client() -> Result<Client, Box<dyn Error>> {
    if std::env::var_os("SGP_API_KEY").is_some() {
        return Ok(Client::from_env()?);
    }
    let url = serve::serve(|spans| {
        for span in spans {
            println!("{:#}", shown(span));
        }
        Vec::new()
    })?;
    println!("no SGP_API_KEY: talking to {url}, which this program serves itself");
    let builder = Client::builder().api_key("an-example-key");
    Ok(builder.account_id("acct").base_url(url).build()?)
}

/// The most telling fields of a span.
fn shown(span: &Value) -> Value {
    let wanted = ["name", "type", "group_id", "input", "output"];
    wanted
        .into_iter()
        .map(|field| (field.to_owned(), span[field].clone()))
        .collect()
}
