//! Documents made to use up time and memory: each ends by itself, with a diagnostic unless it is a
//! proper document.
//!
//! Each runs as a process of its own under the limits of the system: 1 GB of address space, and 10
//! s of processor time for a program that was compiled with optimizations.

mod documents;
mod operations;
mod references;
mod sizes;
mod texts;

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
    sync::Mutex,
    thread,
};

/// A document, and how it must end.
pub(crate) struct Bomb {
    pub(crate) name: String,
    pub(crate) text: Vec<u8>,
    pub(crate) end: End,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum End {
    /// With an error.
    Refused,
    /// Without an error; warnings are fine.
    Fine,
    /// One or the other: the bound is an internal matter.
    Either,
}

pub(crate) fn bomb(name: &str, end: End, text: impl Into<Vec<u8>>) -> Bomb {
    Bomb {
        name: name.to_owned(),
        text: text.into(),
        end,
    }
}

/// Seconds of processor time. Without optimizations all takes about ten times as long.
const SECONDS: u32 = if cfg!(debug_assertions) { 100 } else { 10 };

const KILOBYTES: u32 = 1 << 20;

/// Runs the bomb, and says what is wrong with its end.
fn run(folder: &Path, bomb: &Bomb) -> io::Result<Option<String>> {
    let path = folder.join(format!("{}.yaml", bomb.name));
    fs::write(&path, &bomb.text)?;
    let limits = format!(
        "ulimit -v {KILOBYTES}; ulimit -t {SECONDS}; ulimit -c 0; \"$0\" lint \"$1\"; code=$?; times; exit $code"
    );
    let output = Command::new("sh")
        .args(["-c", &limits, env!("CARGO_BIN_EXE_specwright")])
        .arg(&path)
        .output()?;
    fs::remove_file(&path)?;
    println!("{}: {}", bomb.name, String::from_utf8_lossy(&output.stdout));
    let stderr = String::from_utf8_lossy(&output.stderr);
    let is_refused = stderr.contains("error[SW") || stderr.contains("error: ");
    let fine = match (output.status.code(), bomb.end) {
        (Some(0), End::Fine | End::Either) => !is_refused,
        (Some(1), End::Refused | End::Either) => is_refused,
        _ => false,
    };
    let begin: String = stderr.chars().take(600).collect();
    Ok((!fine).then(|| {
        format!(
            "{}: {} instead of {:?}\n{begin}",
            bomb.name, output.status, bomb.end
        )
    }))
}

fn run_all(name: &str, bombs: Vec<Bomb>) -> io::Result<()> {
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bombs-{name}"));
    fs::create_dir_all(&folder)?;
    let count = bombs.len();
    let bombs = Mutex::new(bombs.into_iter());
    let failed = Mutex::new(Vec::new());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let work = || -> io::Result<()> {
            loop {
                let Some(bomb) = bombs.lock().unwrap().next() else {
                    return Ok(());
                };
                let outcome = run(&folder, &bomb)?;
                failed.lock().unwrap().extend(outcome);
            }
        };
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        running
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap())
    })?;
    let failed = failed.into_inner().unwrap();
    assert!(
        failed.is_empty(),
        "{} of {count}:\n{}",
        failed.len(),
        failed.join("\n")
    );
    Ok(())
}

#[test]
fn texts_end() -> io::Result<()> {
    run_all("texts", texts::bombs())
}

#[test]
fn encodings_end() -> io::Result<()> {
    run_all("encodings", texts::encodings())
}

#[test]
fn references_end() -> io::Result<()> {
    run_all("references", references::bombs())
}

#[test]
fn sizes_end() -> io::Result<()> {
    run_all("sizes", sizes::bombs())
}

#[test]
fn operations_end() -> io::Result<()> {
    run_all("operations", operations::bombs())
}
