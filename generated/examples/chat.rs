//! Lets a model call a tool, and streams what it makes of the result, from a server of its own on
//! loopback:
//!
//! ```text
//! cargo run -p spanwire --example chat --features scale-v5-chat-completions
//! ```

mod serve;

use std::error::Error;

use serde_json::{Value, json};
use serve::{Asked, Reply};
use spanwire::object;
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::{ChatCompletionCreateRequest, ChatCompletionMessageToolCall};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = serve::serve(model)?;
    let client = Client::builder().api_key("an-example-key").base_url(url);
    let chat = client.build()?;
    let chat = chat.chat_completions();

    let question = object! {"role": "user", "content": "How warm is it in Zürich?"};
    let tool = object! {"type": "function", "function": {"name": "temperature"}};
    let mut request = ChatCompletionCreateRequest::new(vec![question], "openai/gpt-4o")
        .with_tools(vec![tool])
        .with_tool_choice("auto");

    let completion = chat.create(&request).await?;
    let calls = completion.choices[0].message.tool_calls.as_deref();
    request
        .messages
        .push(object! {"role": "assistant", "tool_calls": calls});
    for call in calls.unwrap_or_default() {
        if let ChatCompletionMessageToolCall::Function(call) = call {
            println!("{}({})", call.function.name, call.function.arguments);
            let result = object! {"role": "tool", "tool_call_id": call.id, "content": "21 °C"};
            request.messages.push(result);
        }
    }

    let mut chunks = chat.create_stream(&request).await?;
    let mut text = String::new();
    while let Some(chunk) = chunks.next().await {
        text.extend(chunk?.choices[0].delta.content.take());
    }
    println!("{text}");
    assert_eq!(text, "It is 21 °C in Zürich.");
    Ok(())
}

/// Asks for the tool, and makes a sentence of its result.
fn model(asked: &Asked) -> Reply {
    assert_eq!(asked.path, "/v5/chat/completions");
    let request: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
    assert_eq!(request["tools"][0]["function"]["name"], "temperature");
    let completion = |object: &str, choice: Value| json!({"id": "c-1", "object": object, "created": 1, "model": "m", "choices": [choice]});

    if request["stream"] == false {
        let function = json!({"name": "temperature", "arguments": "{\"city\": \"Zürich\"}"});
        let calls = json!([{"id": "call-1", "type": "function", "function": function}]);
        let message = json!({"role": "assistant", "tool_calls": calls});
        let choice = json!({"index": 0, "finish_reason": "tool_calls", "message": message});
        return Reply::from(completion("chat.completion", choice));
    }
    assert_eq!(request["stream"], true);
    let messages = &request["messages"];
    assert_eq!(messages[1]["tool_calls"][0]["id"], "call-1");
    assert_eq!(messages[2]["tool_call_id"], "call-1");
    let chunk = |text: &str| {
        let choice = json!({"index": 0, "delta": {"content": text}});
        let chunk = completion("chat.completion.chunk", choice);
        format!("data: {chunk}\n\n")
    };
    let result = messages[2]["content"].as_str().unwrap_or_default();
    let chunks = ["It is ", result, " in Zürich."].map(chunk);
    Reply::events(chunks.concat() + "data: [DONE]\n\n")
}
