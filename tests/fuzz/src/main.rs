//! Writes the seeds of every target into a folder, one folder a target, for a fuzzer to begin from.

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.ok_or_else(|| io::Error::other("name the folder"))?;
    for (target, _) in fuzz::TARGETS {
        let own = folder.join(target);
        fs::create_dir_all(&own)?;
        for (number, seed) in fuzz::seeds(target).iter().enumerate() {
            fs::write(own.join(format!("seed{number}")), seed)?;
        }
    }
    Ok(())
}
