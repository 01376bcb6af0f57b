//! One document through the generator, in its own process.
//!
//! In: a document. Out: a crate, and the figures that the program prints. It does not know
//! what counts as a failure of the corpus beyond the program's own end.

use std::fs;
use std::process::Command;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Places;
use super::manifest::Document;
use crate::process::{self, Ended};

/// The result for a document.
#[derive(Debug, Default, Serialize)]
pub(super) struct Generation {
    /// Why the program did not end as it should: a panic, a crash, the time-out.
    pub(super) fault: Option<String>,
    #[serde(flatten)]
    pub(super) figures: Figures,
    /// Place, code and message.
    pub(super) first_error: Option<String>,
    pub(super) seconds: f64,
    pub(super) peak_mb: u64,
}

/// The program's last line.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
pub(super) struct Figures {
    pub(super) operations: usize,
    pub(super) left_out: usize,
    pub(super) models: usize,
    pub(super) files: usize,
    pub(super) lines: usize,
    pub(super) warnings: usize,
    pub(super) errors: usize,
}

/// Generates the crate. Where there is none afterwards, there is none of an earlier run either.
pub(super) fn generate(places: &Places, document: &Document) -> Result<Generation, String> {
    let specs = places.corpus.specs();
    let out = places.crates.join(&document.name);
    let mut command = Command::new(&places.program);
    command
        .arg("generate")
        .arg(document.path(&specs))
        .arg("--out")
        .arg(&out)
        .args([
            "--name",
            &document.crate_name(),
            "--format",
            "json",
            "--runtime",
        ])
        .arg(places.root.join("codegen").join("runtime"));
    if let Some(root) = document.root(&specs) {
        command.arg("--root").arg(root);
    }
    let generation = read(&process::run(&mut command, Some(places.limit))?);
    if (generation.fault.is_some() || generation.figures.files == 0) && out.exists() {
        fs::remove_dir_all(&out).map_err(|error| format!("`{}`: {error}", out.display()))?;
    }
    Ok(generation)
}

/// Understands what the program printed and how it ended.
fn read(ended: &Ended) -> Generation {
    let lines: Vec<Value> = ended
        .stdout
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let figures = lines
        .last()
        .and_then(|last| Figures::deserialize(last.get("summary")?).ok());
    let errors: Vec<_> = lines
        .iter()
        .filter(|line| line["severity"] == "error")
        .collect();
    let bug = errors.iter().find(|line| line["code"] == "SW0901");
    let panic = ended.stderr.split_once("panicked at ").map(|(_, rest)| {
        // The place in the first line, the message in the second.
        let text: Vec<_> = rest.lines().take(2).map(str::trim).collect();
        format!("panicked at {}", text.join(" "))
    });
    let complaint = ended
        .stderr
        .lines()
        .find(|line| line.starts_with("error: "));
    let fault = match ended.status {
        None => Some("timed out".to_owned()),
        _ if panic.is_some() => panic,
        Some(status) if status.code().is_none() => {
            let said = ended
                .stderr
                .lines()
                .find(|line| !line.trim().is_empty())
                .unwrap_or_default();
            Some(format!("crashed ({status}) {said}").trim_end().to_owned())
        }
        Some(_) if bug.is_some() => bug.map(|bug| shown(bug)),
        Some(_) if complaint.is_some() => complaint.map(str::to_owned),
        Some(status) if figures.is_none() => Some(format!("ended without its figures ({status})")),
        Some(status) if status.success() != errors.is_empty() => Some(format!(
            "ended with {status}, and reported {} errors",
            errors.len()
        )),
        Some(_) => None,
    };
    Generation {
        fault,
        figures: figures.unwrap_or_default(),
        first_error: errors.first().map(|error| shown(error)),
        seconds: ended.seconds,
        peak_mb: ended.peak_mb,
    }
}

/// A diagnostic in one line.
fn shown(line: &Value) -> String {
    let text = |key: &str| line[key].as_str().unwrap_or_default();
    let place = match line["file"].as_str() {
        Some(file) => format!("{file}:{}:{}: ", line["line"], line["column"]),
        None => String::new(),
    };
    format!("{place}{}: {}", text("code"), text("message"))
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::ExitStatus;

    use super::*;

    const SUMMARY: &str = r#"{"summary": {"operations": 3, "left_out": 1, "models": 2, "files": 5, "lines": 90, "warnings": 0, "errors": 1, "seconds": 0.1}}"#;
    const ERROR: &str = r#"{"code": "SW0101", "severity": "error", "message": "gone", "file": "a.yaml", "line": 5, "column": 2}"#;

    /// The status of a process that ended with the code; Unix keeps the code in the upper byte, and
    /// a signal in the lower.
    fn status(code: i32, signal: i32) -> ExitStatus {
        use std::os::unix::process::ExitStatusExt;
        ExitStatus::from_raw(code << 8 | signal)
    }

    fn of(status: Option<ExitStatus>, stdout: &str, stderr: &str) -> Generation {
        read(&Ended {
            status,
            stdout: stdout.to_owned(),
            stderr: stderr.to_owned(),
            seconds: 0.5,
            cpu_seconds: 0.4,
            peak_mb: 7,
        })
    }

    #[test]
    fn errors_of_the_document_are_no_fault() {
        let generation = of(
            Some(status(1, 0)),
            &format!("{ERROR}\n{SUMMARY}\n"),
            "a: 3 operations\n",
        );
        assert_eq!(generation.fault, None);
        assert_eq!(
            (generation.figures.operations, generation.figures.left_out),
            (3, 1)
        );
        assert_eq!(
            generation.first_error.as_deref(),
            Some("a.yaml:5:2: SW0101: gone")
        );
    }

    #[test]
    fn a_program_that_does_not_end_well_is_a_fault() {
        let fault = |status, stdout: &str, stderr| of(status, stdout, stderr).fault.unwrap();
        let full = format!("{ERROR}\n{SUMMARY}\n");
        assert_eq!(fault(None, "", ""), "timed out");
        let panic = "\nthread 'main' panicked at src/a.rs:1:2:\nindex out of bounds\nnote: …\n";
        assert_eq!(
            fault(Some(status(101, 0)), "", panic),
            "panicked at src/a.rs:1:2: index out of bounds"
        );
        // A panic that was caught is one too.
        assert!(fault(Some(status(1, 0)), &full, panic).starts_with("panicked"));
        let overflow = "\nthread 'main' has overflowed its stack\n";
        let crash = fault(Some(status(0, 6)), "", overflow);
        assert!(
            crash.contains("signal: 6") && crash.ends_with("overflowed its stack"),
            "{crash}"
        );
        assert_eq!(
            fault(Some(status(1, 0)), &full, "error: `out` is in the way\n"),
            "error: `out` is in the way"
        );
        assert!(fault(Some(status(0, 0)), "", "").starts_with("ended without"));
        assert!(fault(Some(status(0, 0)), &full, "").contains("1 errors"));
        let bug = ERROR.replace("SW0101", "SW0901");
        assert_eq!(
            fault(Some(status(1, 0)), &format!("{bug}\n{SUMMARY}\n"), ""),
            "a.yaml:5:2: SW0901: gone"
        );
    }
}
