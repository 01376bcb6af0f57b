//! The tool that makes the document of Scale, as a step of `cargo xtask test`.
//!
//! Its own tests run wherever there is Python; whether the checked-in document is what it makes is
//! checked where pip can fetch the package that it reads.

use std::path::Path;
use std::process::Command;

use crate::cargo;
use crate::test::Checked;

/// What the tool ends with when the package can't be fetched.
const LEFT_OUT: i32 = 3;

/// Runs the tests of the tool, and the tool.
pub(crate) fn step(root: &Path) -> Checked {
    let recent = "import sys; sys.exit(sys.version_info < (3, 10))";
    let python = Command::new("python3").args(["-c", recent]).status();
    if !python.is_ok_and(|status| status.success()) {
        return Ok(vec![
            "all of it: there is no `python3` of 3.10 or later".to_owned(),
        ]);
    }
    let (tests, tool) = ("specs/reconstruct/tests", "specs/reconstruct");
    // `-B` leaves no compiled files in the folder.
    let discover = ["-B", "-m", "unittest", "discover", "-s", tests, "-t", tool];
    cargo::program(root, "python3", &discover).run()?;
    let ended = Command::new("python3")
        .args(["-B", tool, "--check"])
        .current_dir(root)
        .status()
        .map_err(|error| format!("`python3` could not be started: {error}"))?;
    match ended.code() {
        Some(0) => Ok(Vec::new()),
        Some(LEFT_OUT) => Ok(vec![
            "whether specs/scale-gp-v5.yaml is what the tool makes: pip can't fetch the SDK"
                .to_owned(),
        ]),
        _ => Err("specs/scale-gp-v5.yaml is not what `python3 specs/reconstruct` makes".to_owned()),
    }
}
