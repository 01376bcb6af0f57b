//! Whether the call by hand is the same call.

use std::io::{BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread::{self, JoinHandle};

use spanwire::scale_v5::Client;

use crate::by_hand::ByHand;
use crate::{Caller, Fault, SPANS, server, spans};

#[test]
fn what_is_sent_by_hand_is_what_the_client_sends() -> Result<(), Fault> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    for batch in [None, Some(spans::batch(SPANS)?)] {
        let (address, asked) = answer_twice(&match batch {
            Some(_) => spans::responses(SPANS).to_string(),
            None => spans::response(1).to_string(),
        })?;
        let url = format!("http://{address}");
        let client = Client::builder()
            .api_key("key")
            .account_id("account")
            .base_url(&url)
            .build()?;
        for caller in [Caller::Client(client), Caller::Hand(ByHand::new(url)?)] {
            runtime.block_on(caller.call(batch.as_ref()))?;
        }
        let [client, hand] = asked.join().map_err(|_| "the server panicked")??;
        assert_eq!(client, hand);
        assert!(client.0.len() > 5, "{client:?}");
        assert_eq!(client.1.is_empty(), batch.is_none());
    }
    Ok(())
}

/// The lines of a request's head, in order of the alphabet, and its body.
type Asked = (Vec<String>, Vec<u8>);

/// A server of two connections, one request each, which is what it was asked in the end.
type Server = JoinHandle<Result<[Asked; 2], Fault>>;

fn answer_twice(body: &str) -> Result<(SocketAddr, Server), Fault> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let response = server::response(body);
    let asked =
        thread::spawn(move || Ok([asked(&listener, &response)?, asked(&listener, &response)?]));
    Ok((address, asked))
}

fn asked(listener: &TcpListener, response: &[u8]) -> Result<Asked, Fault> {
    let (mut stream, _) = listener.accept()?;
    let (mut head, mut body) = (String::new(), Vec::new());
    server::read(
        &mut BufReader::new(stream.try_clone()?),
        &mut head,
        &mut body,
    )?;
    stream.write_all(response)?;
    // Other packages of the workspace turn the feature `compression` on, which the benchmark, built
    // alone, does not have.
    let mut head: Vec<String> = head
        .lines()
        .filter(|line| !line.starts_with("accept-encoding:"))
        .map(str::to_owned)
        .collect();
    head.sort();
    Ok((head, body))
}
