//! `kill -TERM` during a burst: the program's handler shuts the provider down.

use std::collections::BTreeSet;
use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use opentelemetry_sdk::trace::SdkTracerProvider;
use spanwire_delivery::ScaleExporter;
use spanwire_delivery::spanwire::scale_v5::Client;

use crate::common::{LONG, Sink, end, within};

/// Where the program under test finds the server.
const URL: &str = "SPANWIRE_TEST_URL";

/// More than one batch, and less than the queue.
const MOST: usize = 20_000;

#[test]
fn what_ended_before_the_signal_arrives() {
    // So slow that most of the burst is queued when the signal comes.
    let sink = Sink::with(|_| {
        thread::sleep(Duration::from_millis(100));
        None
    });
    let mut program = Command::new(env::current_exe().unwrap())
        .args(["--ignored", "--exact", "terminate::program", "--nocapture"])
        .env(URL, sink.server.url())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(program.stdout.take().unwrap()).lines();
    // A pipe that is full would hold up the program.
    let reader = thread::spawn(move || lines.map_while(Result::ok).collect::<Vec<_>>());

    sink.wait_for(1);
    let signal = Command::new("kill")
        .args(["-TERM", &program.id().to_string()])
        .status();
    assert!(signal.unwrap().success());
    let at_the_signal = sink.ids().len();

    let (status, lines) = within(LONG, move || {
        (program.wait().unwrap(), reader.join().unwrap())
    });
    assert!(status.success(), "{lines:?}");
    let ended: BTreeSet<_> = lines
        .iter()
        .filter_map(|line| line.strip_prefix("ended ").map(str::to_owned))
        .collect();
    assert!(at_the_signal < ended.len(), "nothing was queued");
    let arrived: BTreeSet<_> = sink.ids().into_keys().collect();
    assert_eq!(arrived, ended);
}

/// Ends spans until it gets the signal, then shuts down and says which they were.
#[test]
#[ignore = "run by `what_ended_before_the_signal_arrives`"]
fn program() {
    let Ok(url) = env::var(URL) else { return };
    let client = Client::builder().api_key("key").account_id("account");
    let client = client.base_url(url).build().unwrap();
    let exporter = ScaleExporter::builder(&client).build().unwrap();
    let provider = SdkTracerProvider::builder().with_span_processor(exporter.batched());
    let provider = provider.build();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        let kind = tokio::signal::unix::SignalKind::terminate();
        let mut signal = tokio::signal::unix::signal(kind).unwrap();
        let mut ended = Vec::new();
        let burst = async {
            while ended.len() < MOST {
                ended.push(end(&provider, "work"));
                tokio::task::yield_now().await;
            }
            std::future::pending::<()>().await;
        };
        tokio::select! {
            _ = signal.recv() => {}
            () = burst => {}
        }
        provider
            .shutdown_with_timeout(Duration::from_secs(30))
            .unwrap();
        for id in ended {
            println!("ended {id}");
        }
    });
}
