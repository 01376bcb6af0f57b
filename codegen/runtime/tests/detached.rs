//! Calls that any executor can await.

#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::pin::Pin;
use std::sync::mpsc;
use std::task::{Context, Waker};
use std::time::Duration;

use specwright_runtime::testing::{self, Reply, block_on};
use specwright_runtime::{Call, Client, ClientBuilder, Error, NoError};

use self::common::{API, client};

struct Listing {
    call: Call<String>,
}

specwright_runtime::call_options!(Listing, String, NoError);

/// A client of a server on loopback, and the connections to it whose request has arrived.
fn listening() -> (Client, mpsc::Receiver<TcpStream>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, arrived) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let head = lines
                .map_while(Result::ok)
                .take_while(|line| !line.is_empty());
            if head.count() > 0 && sender.send(stream).is_err() {
                return;
            }
        }
    });
    let client = Client::builder(&API).base_url(url).build().unwrap();
    (client, arrived)
}

fn reply(mut stream: TcpStream) {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 4\r\n";
    write!(stream, "{head}connection: close\r\n\r\n\"ok\"").unwrap();
}

#[test]
fn every_executor_can_await_it() {
    let (client, arrived) = listening();
    std::thread::spawn(move || arrived.iter().for_each(reply));
    let call = || -> Call<String> { client.get("/a") };

    assert_eq!(block_on(call().detached()).unwrap(), "ok");

    // A runtime without a reactor and without timers.
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.unwrap();
    assert_eq!(runtime.block_on(call().detached()).unwrap(), "ok");
    let task = runtime.spawn(call().detached());
    assert_eq!(runtime.block_on(task).unwrap().unwrap(), "ok");

    let runtime = tokio::runtime::Builder::new_multi_thread().build();
    let runtime = runtime.unwrap();
    let task = runtime.spawn(call().detached());
    assert_eq!(runtime.block_on(task).unwrap().unwrap(), "ok");
}

/// As a span processor does that exports each span when it ends.
#[test]
fn a_task_can_wait_for_many_without_yielding() {
    const CALLS: usize = 300;
    let server = testing::Server::new();
    for _ in 0..CALLS {
        server.reply(Reply::json(200, "ok"));
    }
    let client = client(&server);
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let waits = async move {
            for _ in 0..CALLS {
                let call: Call<String> = client.get("/a");
                sender.send(block_on(call.detached()).unwrap()).unwrap();
            }
        };
        runtime.unwrap().block_on(waits);
    });
    for _ in 0..CALLS {
        let response = receiver.recv_timeout(Duration::from_secs(30));
        assert_eq!(response.as_deref(), Ok("ok"));
    }
}

/// A server that keeps connections open.
fn keeping() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let serve = |mut stream: TcpStream| {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 4\r\n";
        let reader = BufReader::new(stream.try_clone().unwrap());
        for line in reader.lines().map_while(Result::ok) {
            if line.is_empty() {
                write!(stream, "{head}\r\n\"ok\"").unwrap();
            }
        }
    };
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            std::thread::spawn(move || serve(stream));
        }
    });
    url
}

/// The runtime of the first call drives its connection, and is blocked during the second one.
#[test]
fn own_connections_need_no_other_runtime() {
    let client = Client::builder(&API).base_url(keeping()).build().unwrap();
    let own = client.with_options(ClientBuilder::own_connections).unwrap();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all();
        let calls = async {
            let call: Call<String> = client.get("/a");
            call.await.unwrap();
            let call: Call<String> = own.get("/b");
            block_on(call.detached()).unwrap()
        };
        sender.send(runtime.build().unwrap().block_on(calls))
    });
    let response = receiver.recv_timeout(Duration::from_secs(30));
    assert_eq!(response.as_deref(), Ok("ok"));
}

/// Two requests arrive before either of them gets a response, so one thread of the test can await
/// them in turn.
#[test]
fn it_is_sent_at_once() {
    let (client, arrived) = listening();
    let calls: [Call<String>; 2] = [client.get("/a"), client.get("/b")];
    let calls = calls.map(Call::detached);
    let streams: Vec<_> = arrived.iter().take(2).collect();
    streams.into_iter().for_each(reply);
    for call in calls {
        assert_eq!(block_on(call).unwrap(), "ok");
    }
}

#[test]
fn dropping_it_aborts_the_request() {
    let (client, arrived) = listening();
    let call: Call<String> = client.get("/a");
    let mut call = call.detached();
    let mut stream = arrived.recv().unwrap();
    assert!(
        Pin::new(&mut call)
            .poll(&mut Context::from_waker(Waker::noop()))
            .is_pending()
    );
    drop(call);
    // The client closes the connection.
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    assert_eq!(stream.read(&mut [0]).unwrap(), 0);
}

#[test]
fn a_builder_is_detached_like_its_call() {
    let server = testing::Server::new();
    server
        .reply(Reply::json(200, "one"))
        .reply(Reply::json(404, "two"));
    let client = client(&server);
    let detached = || Listing::new(client.get("/a")).detached();
    assert_eq!(block_on(detached()).unwrap(), "one");
    assert_eq!(block_on(detached()).unwrap_err().status().unwrap(), 404);
}

#[test]
fn its_time_limit_applies() {
    let (client, _arrived) = listening();
    let call: Call<String> = client.get("/a").timeout(Duration::from_millis(20));
    let error = block_on(call.detached()).unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
}
