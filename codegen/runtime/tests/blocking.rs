//! Calls from a program without an async runtime.

#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use specwright_runtime::testing::{self, Reply};
use specwright_runtime::{
    Body, BoxFuture, Call, Client, Error, NoError, Transport, TransportError, http,
};

use self::common::{API, client};

struct Listing {
    call: Call<String>,
}

specwright_runtime::call_options!(Listing, String, NoError);

/// Responds to connections with a text each, all at the same moment.
fn serve(connections: usize) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let all = Arc::new(Barrier::new(connections));
    std::thread::spawn(move || {
        for stream in listener.incoming().take(connections) {
            let all = Arc::clone(&all);
            std::thread::spawn(move || {
                let mut stream = stream.unwrap();
                let lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let head = lines
                    .map_while(Result::ok)
                    .take_while(|line| !line.is_empty());
                assert!(head.count() > 0);
                all.wait();
                let head =
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 4\r\n";
                write!(stream, "{head}connection: close\r\n\r\n\"ok\"").unwrap();
            });
        }
    });
    url
}

#[test]
fn threads_wait_for_their_responses_at_the_same_time() {
    let client = Client::builder(&API).base_url(serve(4)).build().unwrap();
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let client = client.clone();
            std::thread::spawn(move || {
                let call: Call<String> = client.get("/a");
                call.blocking().unwrap()
            })
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), "ok");
    }
}

#[test]
fn a_builder_waits_like_its_call() {
    let server = testing::Server::new();
    server
        .reply(Reply::json(200, "one"))
        .reply(Reply::json(200, "two").header("x-a", "b"))
        .reply(Reply::json(404, "three"));
    let client = client(&server);
    assert_eq!(Listing::new(client.get("/a")).blocking().unwrap(), "one");
    let response = Listing::new(client.get("/a")).blocking_send().unwrap();
    assert_eq!(
        (&**response, response.headers().get("x-a").unwrap()),
        ("two", &http::HeaderValue::from_static("b"))
    );
    let error = Listing::new(client.get("/a")).blocking().unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
}

#[test]
fn the_time_limit_applies() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = Client::builder(&API).base_url(url).build().unwrap();
    let call: Call<String> = client.get("/a").timeout(Duration::from_millis(20));
    let error = call.blocking().unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
}

fn replying(times: usize) -> (testing::Server, Call<String>) {
    let server = testing::Server::new();
    for _ in 0..times {
        server.reply(Reply::json(200, "ok"));
    }
    let call = client(&server).get("/a");
    (server, call)
}

fn is_refused(call: Call<String>) {
    assert_eq!(
        call.blocking().unwrap_err().to_string(),
        "GET /a: a blocking call was made within an async task: await the call there, or make it \
         in `spawn_blocking`"
    );
}

#[tokio::test]
async fn within_a_task_it_is_refused() {
    let (server, call) = replying(0);
    is_refused(call.clone());
    let task = call.clone();
    tokio::spawn(async move { is_refused(task) }).await.unwrap();
    let local = tokio::task::LocalSet::new();
    let task = call.clone();
    local.run_until(async move { is_refused(task) }).await;
    server.reply(Reply::text(200, "ok"));
    let mut stream = call.bytes_stream().await.unwrap().blocking();
    assert!(matches!(stream.next(), Some(Err(Error::Request { .. }))));
}

/// Where a task asked, it goes on as before.
#[tokio::test]
async fn being_refused_costs_a_task_nothing() {
    let (_, call) = replying(0);
    for _ in 0..3 {
        is_refused(call.clone());
        assert!(tokio::task::coop::has_budget_remaining());
    }
}

#[tokio::test]
async fn a_thread_for_waiting_may_wait() {
    let (server, call) = replying(2);
    let wait = call.clone();
    let wait = tokio::task::spawn_blocking(move || wait.blocking().unwrap());
    assert_eq!(wait.await.unwrap(), "ok");
    // So may one that only knows of the runtime.
    let handle = tokio::runtime::Handle::current();
    let thread = std::thread::spawn(move || {
        let _entered = handle.enter();
        call.blocking().unwrap()
    });
    assert_eq!(thread.join().unwrap(), "ok");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_steps_aside_may_wait() {
    let (_, call) = replying(1);
    is_refused(call.clone());
    let task = tokio::spawn(async move {
        is_refused(call.clone());
        let wait = || call.clone().blocking().unwrap();
        assert_eq!(tokio::task::block_in_place(wait), "ok");
        is_refused(call);
    });
    task.await.unwrap();
}

#[test]
fn a_transport_that_panics_harms_only_its_call() {
    #[derive(Debug)]
    struct Panics;

    impl Transport for Panics {
        fn send(
            &self,
            _: http::Request<Body>,
        ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
            panic!("as the test wants it")
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
            Box::pin(std::future::ready(()))
        }
    }

    let client = Client::builder(&API).transport(Panics).build().unwrap();
    for _ in 0..2 {
        let call: Call<String> = client.get("/a");
        let detached = testing::block_on(call.clone().detached());
        for result in [call.blocking(), detached] {
            assert_eq!(
                result.unwrap_err().to_string(),
                "GET /a: the request failed: the transport panicked"
            );
        }
    }
}
