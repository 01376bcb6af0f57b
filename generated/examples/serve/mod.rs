//! A server on loopback for the examples, so that they run without an account.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

use serde_json::Value;

/// Starts the server, in a thread that ends with the program. It prints the first line of each request and answers with the
/// JSON that `answer` gives for the path. Gives its URL.
pub(crate) fn serve(answer: impl Fn(&str) -> Value + Clone + Send + 'static) -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let answer = answer.clone();
            thread::spawn(move || {
                if let Err(error) = stream.and_then(|stream| connection(stream, answer)) {
                    eprintln!("the example's server: {error}");
                }
            });
        }
    });
    Ok(url)
}

fn connection(mut stream: TcpStream, answer: impl Fn(&str) -> Value) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let mut first = String::new();
        if reader.read_line(&mut first)? == 0 {
            return Ok(());
        }
        println!("the server was asked: {}", first.trim_end());
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let line = line.trim_end().to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.parse().map_err(io::Error::other)?;
            }
            if line.is_empty() {
                break;
            }
        }
        reader.read_exact(&mut vec![0; length])?;
        let path = first.split([' ', '?']).nth(1).unwrap_or_default();
        let body = answer(path).to_string();
        write!(
            stream,
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )?;
    }
}
