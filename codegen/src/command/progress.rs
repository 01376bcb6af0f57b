//! A line on the terminal while something takes longer than a second.
//!
//! In: a description of the work. Out: the line with the elapsed seconds on standard error, if that
//! is a terminal. It is erased at the end.

use std::{
    io::{IsTerminal, Write, stderr},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// Shows what is being done until it is dropped.
pub(super) struct Progress {
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Shows `what` after a second, and updates it every second.
    pub(super) fn begin(what: impl Into<String>) -> Self {
        if stderr().is_terminal() {
            Self::on(stderr(), Duration::from_secs(1), what.into())
        } else {
            Self { running: None }
        }
    }

    fn on(mut out: impl Write + Send + 'static, every: Duration, what: String) -> Self {
        let (end, ended) = mpsc::channel();
        let start = Instant::now();
        let thread = thread::spawn(move || {
            let mut width = 0;
            while ended.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                let line = format!("{what} … {} s", start.elapsed().as_secs());
                width = line.chars().count();
                // The work goes on without a terminal.
                let _ = write!(out, "\r{line}").and_then(|()| out.flush());
            }
            if width > 0 {
                let _ = write!(out, "\r{:width$}\r", "").and_then(|()| out.flush());
            }
        });
        Self {
            running: Some((end, thread)),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, thread)) = self.running.take() {
            drop(end);
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    /// Forwards what is written to it.
    struct Terminal(Sender<String>);

    impl Write for Terminal {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _ = self.0.send(String::from_utf8_lossy(bytes).into_owned());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_line_comes_after_a_while_and_is_gone_in_the_end() {
        let (sender, shown) = mpsc::channel();
        let progress = Progress::on(
            Terminal(sender),
            Duration::from_millis(1),
            "reading".to_owned(),
        );
        let first = shown.recv().unwrap() + &shown.recv().unwrap();
        assert_eq!(first, "\rreading … 0 s");
        drop(progress);
        let rest: String = shown.iter().collect();
        assert!(
            rest.ends_with(&format!("\r{}\r", " ".repeat(13))),
            "{rest:?}"
        );
    }

    #[test]
    fn quick_work_shows_nothing() {
        let (sender, shown) = mpsc::channel();
        drop(Progress::on(
            Terminal(sender),
            Duration::from_secs(3600),
            "reading".to_owned(),
        ));
        assert_eq!(shown.iter().count(), 0);
    }
}
