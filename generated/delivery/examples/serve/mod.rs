//! A Scale on loopback for the examples, so that they run without an account.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

use serde_json::{Value, json};

/// Starts the server, in a thread that ends with the program, and gives its URL.
///
/// `judge` gets the spans of each request and returns what is wrong with them, by their place; if
/// there is something, none of them is stored.
pub(crate) fn serve(
    judge: impl Fn(&[Value]) -> Vec<(usize, String)> + Clone + Send + 'static,
) -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let judge = judge.clone();
            thread::spawn(move || {
                if let Err(error) = stream.and_then(|stream| connection(stream, judge)) {
                    eprintln!("the example's server: {error}");
                }
            });
        }
    });
    Ok(url)
}

fn connection(
    mut stream: TcpStream,
    judge: impl Fn(&[Value]) -> Vec<(usize, String)>,
) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    while let Some(body) = read(&mut reader)? {
        let spans = body["items"].as_array().cloned().unwrap_or_default();
        let wrong = judge(&spans);
        let (status, response) = if wrong.is_empty() {
            ("200 OK", json!({"object": "list", "items": spans}))
        } else {
            let detail = wrong.into_iter().map(|(place, message)| {
                json!({"type": "value_error", "loc": ["body", "items", place], "msg": message})
            });
            let detail: Vec<_> = detail.collect();
            ("422 Unprocessable Content", json!({"detail": detail}))
        };
        println!("the server got {} spans: {status}", spans.len());
        let response = response.to_string();
        let length = response.len();
        write!(
            stream,
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{response}"
        )?;
    }
    Ok(())
}

/// Reads a request, and returns its body; `None` where the connection ends.
fn read(reader: &mut impl BufRead) -> io::Result<Option<Value>> {
    let mut length = 0;
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    while !line.trim_end().is_empty() {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
        line.clear();
        reader.read_line(&mut line)?;
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some(serde_json::from_slice(&body)?))
}
