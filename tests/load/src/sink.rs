//! A server that counts the spans it gets.
//!
//! In: `PUT` with a batch of spans. Out: to `GET`, how many requests and distinct spans there were.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

#[derive(Default)]
struct Counts {
    requests: u64,
    ids: HashSet<String>,
}

/// What it reads of a request.
#[derive(Deserialize)]
struct Batch<'a> {
    #[serde(borrow)]
    items: Vec<Item<'a>>,
}

#[derive(Deserialize)]
struct Item<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
}

/// Serves until the program is ended.
pub(crate) fn run(delay: Duration) -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    println!("http://{}", listener.local_addr()?);
    let counts = Arc::new(Mutex::new(Counts::default()));
    for stream in listener.incoming() {
        let counts = Arc::clone(&counts);
        thread::spawn(move || {
            if let Err(error) = stream.and_then(|stream| serve(stream, &counts, delay)) {
                eprintln!("{error}");
            }
        });
    }
    Ok(())
}

fn serve(mut stream: TcpStream, counts: &Mutex<Counts>, delay: Duration) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::with_capacity(1 << 16, stream.try_clone()?);
    let mut body = Vec::new();
    while let Some(is_put) = read(&mut reader, &mut body)? {
        let lock = || counts.lock().unwrap_or_else(PoisonError::into_inner);
        let response = if is_put {
            let batch: Batch<'_> = serde_json::from_slice(&body)?;
            thread::sleep(delay);
            let mut counts = lock();
            counts.requests += 1;
            let ids = batch.items.into_iter().map(|item| item.id.into_owned());
            counts.ids.extend(ids);
            json!({"object": "list", "items": []})
        } else {
            let counts = lock();
            json!({"requests": counts.requests, "spans": counts.ids.len()})
        };
        let response = response.to_string();
        let length = response.len();
        write!(
            stream,
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{response}"
        )?;
    }
    Ok(())
}

/// Reads a request. Returns whether it is a `PUT`; `None` where the connection ends.
fn read(reader: &mut impl BufRead, body: &mut Vec<u8>) -> io::Result<Option<bool>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let is_put = line.starts_with("PUT ");
    let mut length = 0;
    while !line.trim_end().is_empty() {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
        line.clear();
        reader.read_line(&mut line)?;
    }
    body.resize(length, 0);
    reader.read_exact(body)?;
    Ok(Some(is_put))
}
