//! Large bodies are not buffered: at no time is there more in memory than the buffers between two
//! ends.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Waker};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use golden::media_types::{Body, Bytes, Client};
use specwright_runtime::http::{Request, Response};
use specwright_runtime::testing::block_on;
use specwright_runtime::{BoxFuture, Transport, TransportError};

use crate::Outcome;

const ALL: u64 = 96 << 20;
/// More than the buffers of two sockets have room for.
const MOST: u64 = 32 << 20;

/// What one end has sent and the other has received.
#[derive(Default)]
struct Counts {
    given: AtomicU64,
    taken: AtomicU64,
    most: AtomicU64,
}

impl Counts {
    fn give(&self, count: usize) {
        self.given.fetch_add(count as u64, Ordering::SeqCst);
    }

    fn take(&self, count: usize) {
        let taken = self.taken.fetch_add(count as u64, Ordering::SeqCst);
        let held = self.given.load(Ordering::SeqCst).saturating_sub(taken);
        self.most.fetch_max(held, Ordering::SeqCst);
    }

    #[track_caller]
    fn check(&self) {
        assert_eq!(self.taken.load(Ordering::SeqCst), ALL);
        let most = self.most.load(Ordering::SeqCst);
        assert!(most < MOST, "{most} bytes were in memory at once");
    }
}

/// Counts what is read from it or written to it.
struct Counted<T>(T, Arc<Counts>);

impl<T: Read> Read for Counted<T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.read(buffer)?;
        self.1.give(count);
        Ok(count)
    }
}

impl<T: Write> Write for Counted<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.0.write(bytes)?;
        self.1.take(count);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A server for one connection, which the function gets after the head of its request.
fn serve(
    response: impl FnOnce(BufReader<TcpStream>) -> io::Result<()> + Send + 'static,
) -> io::Result<(String, JoinHandle<io::Result<()>>)> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let url = format!("http://{}", listener.local_addr()?);
    let work = thread::spawn(move || {
        let mut stream = BufReader::new(listener.accept()?.0);
        let mut line = String::new();
        while stream.read_line(&mut line)? > 2 {
            line.clear();
        }
        response(stream)
    });
    Ok((url, work))
}

#[tokio::test]
async fn an_upload_is_read_as_it_is_sent() -> Outcome {
    let counts = Arc::new(Counts::default());
    let taken = Arc::clone(&counts);
    let (url, server) = serve(move |mut stream| {
        let mut body = stream.by_ref().take(ALL);
        io::copy(&mut body, &mut Counted(io::sink(), taken))?;
        stream.into_inner().write_all(b"HTTP/1.1 204 x\r\n\r\n")
    })?;
    let client = Client::builder().base_url(url).build()?;
    let reader = Counted(io::repeat(7).take(ALL), Arc::clone(&counts));
    let body = Body::from_reader(reader).with_length(ALL);
    client.notes().replace_optional_bytes(body).await?;
    server.join().map_err(|_| "the server panicked")??;
    counts.check();
    Ok(())
}

#[tokio::test]
async fn a_download_is_written_as_it_comes() -> Outcome {
    let counts = Arc::new(Counts::default());
    let given = Arc::clone(&counts);
    let (url, server) = serve(move |stream| {
        let mut stream = stream.into_inner();
        write!(stream, "HTTP/1.1 200 x\r\ncontent-length: {ALL}\r\n\r\n")?;
        io::copy(&mut Counted(io::repeat(7).take(ALL), given), &mut stream).map(drop)
    })?;
    let client = Client::builder().base_url(url).build()?;
    let call = client
        .raw()
        .get::<(), specwright_runtime::NoError>("/files");
    let stream = call.bytes_stream().await?;
    stream
        .write_to(Counted(io::sink(), Arc::clone(&counts)))
        .await?;
    server.join().map_err(|_| "the server panicked")??;
    counts.check();
    Ok(())
}

/// A transport whose response has many parts, each ready at once.
#[derive(Debug)]
struct Parts(Arc<AtomicU64>);

const PARTS: u64 = 1000;

impl Transport for Parts {
    fn send(&self, _: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let body = Body::stream(Parts(Arc::clone(&self.0)));
        Box::pin(std::future::ready(Ok(Response::new(body))))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

impl futures_core::Stream for Parts {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let given = self.0.fetch_add(1, Ordering::SeqCst);
        Poll::Ready((given < PARTS).then(|| Ok(Bytes::from_static(b"part"))))
    }
}

/// A disk that writes nothing until it is released.
struct Held(mpsc::Receiver<()>, Vec<u8>);

impl Write for Held {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The other end is dropped when all may be written.
        let _ = self.0.recv();
        self.1.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn no_more_is_asked_for_than_a_slow_disk_takes() -> Outcome {
    let given = Arc::new(AtomicU64::new(0));
    let client = Client::builder()
        .base_url("http://server.test")
        .transport(Parts(Arc::clone(&given)))
        .build()?;
    let call = client
        .raw()
        .get::<(), specwright_runtime::NoError>("/files");
    let stream = block_on(call.bytes_stream())?;
    let (release, held) = mpsc::channel();
    let mut work = pin!(stream.write_to(Held(held, Vec::new())));
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..100 {
        assert!(work.as_mut().poll(&mut cx).is_pending());
    }
    // One that is being written, two that wait, and one in hand.
    assert!(given.load(Ordering::SeqCst) <= 4, "{given:?}");
    drop(release);
    assert_eq!(block_on(work)?.1.len() as u64, PARTS * 4);
    Ok(())
}
