//! The program `spanwire-gateway`.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use runner::cargo;

use super::scale::Scale;

/// Builds it.
pub(super) fn program() -> Result<PathBuf, String> {
    let root = runner::root();
    cargo::command(&root, &["build", "--quiet", "--bin", "spanwire-gateway"]).run()?;
    Ok(cargo::target(&root).join("debug").join("spanwire-gateway"))
}

/// A gateway. It is killed when it is dropped.
pub(super) struct Gateway {
    child: Child,
    pub(super) address: SocketAddr,
}

impl Gateway {
    /// Starts it and waits until it listens. Scale knows it by the account.
    pub(super) fn start(
        program: &Path,
        scale: &Scale,
        account: &str,
        at: Option<SocketAddr>,
    ) -> Result<Self, String> {
        let at = at.map_or_else(|| "127.0.0.1:0".to_owned(), |at| at.to_string());
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("SGP_API_KEY", "key")
            .env("SGP_ACCOUNT_ID", account)
            .env("SGP_CLIENT_BASE_URL", scale.url())
            .args(["--listen", &at])
            .stdin(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command
            .spawn()
            .map_err(|error| format!("the gateway: {error}"))?;
        let errors = child.stderr.take();
        let mut errors = BufReader::new(errors.ok_or("the gateway has no standard error")?);
        let mut line = String::new();
        let read = errors
            .read_line(&mut line)
            .map_err(|error| error.to_string())?;
        // It must not wait for somebody to read what it says.
        std::thread::spawn(move || std::io::copy(&mut errors, &mut std::io::sink()));
        let address = line.trim().strip_prefix("listening on ");
        let address = address.and_then(|address| address.parse().ok());
        match address {
            Some(address) if read > 0 => Ok(Self { child, address }),
            _ => Err(format!("the gateway does not start: {line}")),
        }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends it at once (`SIGKILL`).
    pub(super) fn kill(self) {
        drop(self);
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
