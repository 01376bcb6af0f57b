//! Sends a batch of spans to Scale GP and prints the request and the response.
//!
//! Without `SGP_API_KEY` in the environment it talks to a server of its own on loopback, so it runs
//! at once:
//!
//! ```text
//! cargo run -p spanwire --example upsert_batch
//! ```

use std::error::Error;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

use serde_json::{Map, Value, json};
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::{
    ApplicationOperationStatus, ApplicationOperationType, SpanBatchCreateRequest, SpanCreateRequest,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = if std::env::var_os("SGP_API_KEY").is_some() {
        Client::from_env()?
    } else {
        let url = serve()?;
        println!("no SGP_API_KEY: talking to {url}, which this program serves itself\n");
        Client::builder()
            .api_key("an-example-key")
            .account_id("acct")
            .base_url(url)
            .build()?
    };

    let question = Map::from_iter([("question".to_owned(), json!("What is a span?"))]);
    let answer = Map::from_iter([(
        "answer".to_owned(),
        json!("A piece of work with a beginning and an end."),
    )]);
    let span = SpanCreateRequest::new("llm call", "trace-1", "2023-11-07T05:31:56Z".parse()?)
        .with_id("span-1")
        .with_end_timestamp("2023-11-07T05:31:58.250Z".parse::<spanwire::Timestamp>()?)
        .with_type(ApplicationOperationType::Completion)
        .with_status(ApplicationOperationStatus::Success)
        .with_input(question)
        .with_output(answer);

    let list = client
        .spans()
        .upsert_batch(&SpanBatchCreateRequest::new(vec![span]))
        .await?;

    println!("the response, as typed values:");
    for span in &list.items {
        println!(
            "  {} `{}` in {}, started {}",
            span.id, span.name, span.trace_id, span.start_timestamp
        );
        println!("  status {:?}, account {}", span.status, span.account_id);
    }
    Ok(())
}

/// Starts a server for one request, in a thread that ends with it. Gives its URL.
fn serve() -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        let served = listener.accept().and_then(|(stream, _)| respond(stream));
        if let Err(error) = served {
            eprintln!("the example's server: {error}");
        }
    });
    Ok(url)
}

/// Prints the request and responds with the spans that it holds.
fn respond(mut stream: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut length = 0;
    println!("the request, as it came over the wire:");
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim_end();
        match line.split_once(": ") {
            Some((name, _)) if name.eq_ignore_ascii_case("x-api-key") => {
                println!("  {name}: (not shown)");
            }
            _ => println!("  {line}"),
        }
        if let Some((name, value)) = line
            .split_once(": ")
            .filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        {
            length = value
                .parse()
                .map_err(|_| io::Error::other(format!("`{name}` is no number")))?;
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let body: Value = serde_json::from_slice(&body)?;
    println!("{body:#}\n");

    let list = json!({"object": "list", "items": stored(&body)}).to_string();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        list.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(list.as_bytes())
}

/// The spans of a request as a server would give them back.
fn stored(body: &Value) -> Vec<Value> {
    let spans = body["items"].as_array().cloned().unwrap_or_default();
    let with_account = |mut span: Value| {
        span["object"] = json!("span");
        span["account_id"] = json!("acct");
        span
    };
    spans.into_iter().map(with_account).collect()
}
