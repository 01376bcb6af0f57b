//! A server on loopback for the examples, so that they run without an account.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

use serde_json::Value;

/// What the server is asked.
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    /// With the question mark, if there is one.
    pub(crate) query: String,
    /// By names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

/// A response of the server. A value is JSON.
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// With `content-length` among them, it is kept, and the connection is closed after the body.
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

impl From<Value> for Reply {
    fn from(body: Value) -> Self {
        Self {
            status: 200,
            headers: vec![("content-type", "application/json".to_owned())],
            body: body.to_string().into_bytes(),
        }
    }
}

impl Reply {
    /// Server-sent events, as they are written.
    #[allow(dead_code, reason = "few examples stream")]
    pub(crate) fn events(body: String) -> Self {
        Self {
            status: 200,
            headers: vec![("content-type", "text/event-stream".to_owned())],
            body: body.into_bytes(),
        }
    }
}

/// Starts the server, in a thread that ends with the program. It prints the first line of each
/// request. Gives its URL.
pub(crate) fn serve<A: Into<Reply>>(
    respond: impl Fn(&Asked) -> A + Clone + Send + 'static,
) -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let respond = respond.clone();
            thread::spawn(move || {
                let respond = move |asked: &Asked| respond(asked).into();
                if let Err(error) = stream.and_then(|stream| connection(stream, respond)) {
                    eprintln!("the example's server: {error}");
                }
            });
        }
    });
    Ok(url)
}

fn connection(mut stream: TcpStream, respond: impl Fn(&Asked) -> Reply) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let Some(asked) = read(&mut reader)? else {
            return Ok(());
        };
        let length = asked.body.len();
        println!(
            "the server was asked: {} {}{} ({length} bytes)",
            asked.method, asked.path, asked.query
        );
        let Reply {
            status,
            headers,
            body,
        } = respond(&asked);
        write!(stream, "HTTP/1.1 {status} OK\r\n")?;
        let own_length = headers.iter().any(|(name, _)| *name == "content-length");
        for (name, value) in headers {
            write!(stream, "{name}: {value}\r\n")?;
        }
        if !own_length {
            write!(stream, "content-length: {}\r\n", body.len())?;
        }
        stream.write_all(b"\r\n")?;
        stream.write_all(&body)?;
        if own_length {
            return Ok(());
        }
    }
}

fn read(reader: &mut impl BufRead) -> io::Result<Option<Asked>> {
    let mut first = String::new();
    if reader.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut words = first.split_ascii_whitespace().map(str::to_owned);
    let (method, target) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let (path, query) = target.split_at(target.find('?').unwrap_or(target.len()));
    let mut asked = Asked {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        headers: BTreeMap::new(),
        body: Vec::new(),
    };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        asked
            .headers
            .insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = asked.headers.get("content-length");
    let length = length.map_or(Ok(0), |length| length.parse());
    asked.body = vec![0; length.map_err(io::Error::other)?];
    reader.read_exact(&mut asked.body)?;
    Ok(Some(asked))
}
