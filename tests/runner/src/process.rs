//! Running a program and measuring it.
//!
//! In: a command and how long it may take. Out: what it printed, how it ended, its time and its
//! largest memory.

use std::io::Read;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// A program that has ended.
#[derive(Debug)]
pub struct Ended {
    /// `None`: it was killed because its time was up.
    pub status: Option<ExitStatus>,
    /// What it printed to standard output.
    pub stdout: String,
    /// What it printed to standard error.
    pub stderr: String,
    /// By the clock.
    pub seconds: f64,
    /// Of the processor, by it and by the programs that it started and waited for.
    pub cpu_seconds: f64,
    /// Of it and of the programs that it started and waited for, the largest.
    pub peak_mb: u64,
}

/// Runs it to its end, or kills it when its time is up, with all that it started.
pub fn run(command: &mut Command, limit: Option<Duration>) -> Result<Ended, String> {
    let name = command.get_program().display().to_string();
    #[cfg(unix)]
    if limit.is_some() {
        // Its own group, so that a compiler ends with the cargo that started it.
        std::os::unix::process::CommandExt::process_group(command, 0);
    }
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("`{name}` could not be started: {error}"))?;
    // Both readers hold a sender, and reach the end when the program ends: that is what the wait is
    // for.
    let (sender, receiver) = channel();
    let stdout = drain(child.stdout.take(), sender.clone());
    let stderr = drain(child.stderr.take(), sender);
    let timed_out = match limit {
        Some(limit) => receiver.recv_timeout(limit) == Err(RecvTimeoutError::Timeout),
        None => receiver.recv().is_ok(),
    };
    if timed_out {
        kill(&mut child).map_err(|error| format!("`{name}` could not be ended: {error}"))?;
    }
    let used = child
        .wait4()
        .map_err(|error| format!("`{name}` could not be waited for: {error}"))?;
    let text = |reader: JoinHandle<Vec<u8>>| {
        let bytes = reader
            .join()
            .map_err(|_| format!("what `{name}` printed could not be read"))?;
        Ok::<_, String>(String::from_utf8_lossy(&bytes).into_owned())
    };
    Ok(Ended {
        status: (!timed_out).then_some(used.status),
        stdout: text(stdout)?,
        stderr: text(stderr)?,
        seconds: start.elapsed().as_secs_f64(),
        cpu_seconds: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
        peak_mb: used.rusage.maxrss.div_ceil(1024 * 1024),
    })
}

/// Ends it, and on Unix its group.
fn kill(child: &mut Child) -> std::io::Result<()> {
    #[cfg(unix)]
    rustix::process::kill_process_group(
        rustix::process::Pid::from_child(child),
        rustix::process::Signal::KILL,
    )?;
    child.kill()
}

/// Reads in its own thread, so that a full pipe blocks nothing. Nothing is sent: dropping the
/// sender is the signal.
fn drain(pipe: Option<impl Read + Send + 'static>, end: Sender<()>) -> JoinHandle<Vec<u8>> {
    spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What could be read until then is kept.
            let _ = pipe.read_to_end(&mut bytes);
        }
        drop(end);
        bytes
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_prints_and_takes_is_told() {
        let ended = run(Command::new(env!("CARGO")).arg("--version"), None).unwrap();
        assert!(
            ended.status.unwrap().success() && ended.stdout.starts_with("cargo "),
            "{ended:?}"
        );
        assert!((1..1000).contains(&ended.peak_mb), "{ended:?}");
        let ended = run(Command::new(env!("CARGO")).arg("no-such-command"), None).unwrap();
        assert!(
            !ended.status.unwrap().success() && ended.stderr.contains("no-such-command"),
            "{ended:?}"
        );
    }

    #[test]
    fn a_program_is_ended_when_its_time_is_up() {
        let ended = run(
            Command::new(env!("CARGO")).arg("--version"),
            Some(Duration::ZERO),
        )
        .unwrap();
        assert!(ended.status.is_none(), "{ended:?}");
        assert!(run(&mut Command::new("no-such-program-anywhere"), None).is_err());
    }
    /// The inner program has what the outer one prints to: it would be waited for if it lived on.
    #[cfg(unix)]
    #[test]
    fn what_a_program_started_ends_with_it() {
        let mut shell = Command::new("sh");
        shell.args(["-c", "tail -f /dev/null & wait"]);
        let ended = run(&mut shell, Some(Duration::from_millis(300))).unwrap();
        assert!(ended.status.is_none(), "{ended:?}");
    }
}
