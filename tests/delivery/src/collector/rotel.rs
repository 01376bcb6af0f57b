//! The collector.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use scripted_server::Request;
use serde_json::{Value, json};

use super::LONG;

/// The program within its Python package.
pub(super) fn program(python: &Path) -> Result<PathBuf, String> {
    let script =
        "import pathlib, rotel; print(pathlib.Path(rotel.__file__).parent / 'rotel-agent')";
    let output = Command::new(python).args(["-B", "-c", script]).output();
    let output = output.map_err(|error| format!("Python: {error}"))?;
    let path = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let path = PathBuf::from(path);
    path.is_file()
        .then_some(path)
        .ok_or_else(|| "there is no `rotel-agent`".to_owned())
}

/// A collector that receives OTLP/HTTP and exports it. It is killed when it is dropped.
pub(super) struct Rotel {
    child: Child,
    address: SocketAddr,
}

impl Rotel {
    /// Starts it and waits until it accepts connections.
    pub(super) fn start(program: &Path, to: &str, compression: &str) -> Result<Self, String> {
        let (address, unused) = (free()?, free()?);
        let mut command = Command::new(program);
        command
            .args([
                "start",
                "--exporter",
                "otlp",
                "--otlp-exporter-protocol",
                "http",
            ])
            .args(["--otlp-http-endpoint", &address.to_string()])
            .args(["--otlp-grpc-endpoint", &unused.to_string()])
            .args(["--otlp-exporter-endpoint", to])
            .args(["--otlp-exporter-compression", compression])
            .args(["--batch-max-size", "100", "--batch-timeout", "20ms"])
            .args(["--otlp-exporter-request-timeout", "30s"])
            .args(["--otlp-exporter-retry-initial-backoff", "50ms"])
            .args(["--otlp-exporter-retry-max-backoff", "500ms"])
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let child = command.spawn().map_err(|error| format!("rotel: {error}"))?;
        let mut rotel = Self { child, address };
        let begun = Instant::now();
        while TcpStream::connect(address).is_err() {
            if begun.elapsed() > LONG || !matches!(rotel.child.try_wait(), Ok(None)) {
                return Err("rotel does not start".to_owned());
            }
            std::thread::yield_now();
        }
        Ok(rotel)
    }

    /// Gives it a request with these spans.
    pub(super) fn send(&self, spans: &[Value]) -> Result<(), String> {
        let body = json!({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]});
        let headers = [("host", "rotel"), ("content-type", "application/json")];
        let header = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let request = Request {
            method: "POST".to_owned(),
            target: "/v1/traces".to_owned(),
            headers: headers.into_iter().map(header).collect(),
            body: body.to_string().into_bytes(),
        };
        let response = scripted_server::send(&self.address.to_string(), &request);
        let response = response.map_err(|error| format!("rotel: {error}"))?;
        if response.starts_with(b"HTTP/1.1 200") {
            return Ok(());
        }
        let response = String::from_utf8_lossy(&response).into_owned();
        Err(format!("rotel refuses spans: {response}"))
    }
}

impl Drop for Rotel {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An address that nobody listens on.
fn free() -> Result<SocketAddr, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    listener
        .and_then(|listener| listener.local_addr())
        .map_err(|error| format!("no port: {error}"))
}
