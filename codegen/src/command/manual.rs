//! `specwright completions` and `specwright man`: output for shells and `man`.
//!
//! In: the command line as clap knows it. Out: a script, or pages in the format of `man`.

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use clap::Command;
use clap_complete::Shell;

use super::Failure;

/// Prints the script that completes the command's words.
pub(super) fn completions(shell: Shell, mut command: Command) -> Result<ExitCode, Failure> {
    // `generate` panics where nobody reads what it writes.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "specwright", &mut script);
    print(&script)
}

/// Prints the manual page, or writes one for each subcommand into the folder.
pub(super) fn pages(folder: Option<&Path>, command: Command) -> Result<ExitCode, Failure> {
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder)
            .and_then(|()| clap_mangen::generate_to(command, folder))
            .map_err(|error| format!("`{}`: {error}", folder.display()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    print(&page)
}

/// Writes to standard output; who reads only the beginning, as `head` does, makes no error.
fn print(text: &[u8]) -> Result<ExitCode, Failure> {
    match io::stdout().write_all(text) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}
