//! Stoplight Prism, the mock server that conformance is tried against: it reads the document by
//! itself and refuses requests that do not follow it.
//!
//! In: a document. Out: a running server. It runs under Node.js, from the packages in
//! `tests/conformance`.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

/// It starts in four seconds, of which the largest document takes half; a busy machine may need
/// much longer.
const PATIENCE: Duration = Duration::from_secs(240);

/// What it prints, followed by its URL, when it is ready.
const READY: &str = "Prism is listening on ";

/// A running Prism. It ends when it is dropped.
#[derive(Debug)]
pub struct Prism {
    child: Child,
    url: String,
}

impl Prism {
    /// The Prism for a document, shared by all tests that hold it at the same time.
    ///
    /// # Errors
    ///
    /// As [`Prism::start`].
    pub fn shared(document: &Path) -> Result<Arc<Self>, String> {
        static RUNNING: Mutex<BTreeMap<PathBuf, Weak<Prism>>> = Mutex::new(BTreeMap::new());
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(prism) = running.get(document).and_then(Weak::upgrade) {
            return Ok(prism);
        }
        let prism = Arc::new(Self::start(document)?);
        running.insert(document.to_path_buf(), Arc::downgrade(&prism));
        Ok(prism)
    }

    /// Starts it for a document, on a port of loopback that the system chooses, and waits until it
    /// listens.
    ///
    /// # Errors
    ///
    /// Node.js or the packages are missing, or it ends or stays silent; the message holds what it
    /// printed.
    pub fn start(document: &Path) -> Result<Self, String> {
        let packages = crate::root()
            .join("tests")
            .join("conformance")
            .join("node_modules");
        let program = packages
            .join("@stoplight")
            .join("prism-cli")
            .join("dist")
            .join("index.js");
        if !program.is_file() {
            return Err(format!(
                "`{}` is not there: `cargo xtask test --only conformance` installs it",
                program.display()
            ));
        }
        let mut child = Command::new("node")
            .arg(program)
            .args(["mock", "--errors", "--host", "127.0.0.1", "--port", "0"])
            .arg(document)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| {
                format!("`node` could not be started ({error}): install Node.js 18 or later")
            })?;
        let (sender, lines) = mpsc::channel();
        let out = child
            .stdout
            .take()
            .map(|out| Box::new(out) as Box<dyn Read + Send>);
        let err = child
            .stderr
            .take()
            .map(|err| Box::new(err) as Box<dyn Read + Send>);
        for stream in out.into_iter().chain(err) {
            let sender = sender.clone();
            // Reads on to the end, for a full pipe would stop the server.
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        drop(sender);
        let mut prism = Self {
            child,
            url: String::new(),
        };
        prism.url = listening(&lines)?;
        Ok(prism)
    }

    /// Where it listens, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits for the line with the URL.
fn listening(lines: &Receiver<String>) -> Result<String, String> {
    let deadline = Instant::now() + PATIENCE;
    let mut said = String::new();
    loop {
        match lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(line) => {
                if let Some((_, url)) = line.split_once(READY) {
                    return Ok(url.trim().to_owned());
                }
                said.push_str(&line);
                said.push('\n');
            }
            Err(RecvTimeoutError::Timeout) => {
                return Err(format!(
                    "the mock server does not listen after {} s:\n{said}",
                    PATIENCE.as_secs()
                ));
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(format!("the mock server ended:\n{said}"));
            }
        }
    }
}
