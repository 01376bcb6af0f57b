//! A server that always sends the same responses, as fast as it can.
//!
//! It is this program once more, with `serve` as its argument: what it takes is not counted to its
//! caller. It ends when its standard input does, which is when the caller ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;

use crate::{Fault, SPANS, spans};

/// The server as its caller sees it.
pub(crate) struct Server {
    // Its standard input is open as long as this is there.
    child: Child,
    port: u16,
}

impl Server {
    pub(crate) fn start() -> Result<Self, Fault> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let output = child.stdout.take().ok_or("it has no output")?;
        BufReader::new(output).read_line(&mut line)?;
        let port = line.trim().parse()?;
        Ok(Self { child, port })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Responds until no connection is left.
pub(crate) fn serve() -> Result<(), Fault> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?.port());
    let one: Arc<[u8]> = response(&spans::response(1).to_string()).into();
    let list: Arc<[u8]> = response(&spans::responses(SPANS).to_string()).into();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (one, list) = (Arc::clone(&one), Arc::clone(&list));
            // The caller reports a broken connection.
            thread::spawn(move || connection(&stream, &one, &list).is_ok());
        }
    });
    let mut rest = Vec::new();
    std::io::stdin().read_to_end(&mut rest)?;
    Ok(())
}

/// The bytes of a response.
pub(crate) fn response(body: &str) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body.as_bytes()].concat()
}

fn connection(stream: &TcpStream, one: &[u8], list: &[u8]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::with_capacity(64 * 1024, stream);
    let (mut head, mut body) = (String::new(), Vec::new());
    while read(&mut reader, &mut head, &mut body)? {
        let mut stream = stream;
        stream.write_all(if head.starts_with("PUT ") { list } else { one })?;
    }
    Ok(())
}

/// Reads a request, if there is one more: its head, the empty line included, and its body.
pub(crate) fn read(
    reader: &mut impl BufRead,
    head: &mut String,
    body: &mut Vec<u8>,
) -> std::io::Result<bool> {
    head.clear();
    let mut length = 0;
    loop {
        let start = head.len();
        if reader.read_line(head)? == 0 {
            return Ok(false);
        }
        let line = head.get(start..).unwrap_or_default();
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or_default();
        }
    }
    body.resize(length, 0);
    reader.read_exact(body)?;
    Ok(true)
}
