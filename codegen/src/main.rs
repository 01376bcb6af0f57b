//! The command `specwright`.

mod command;

use std::process::ExitCode;

/// Most of the time goes into small pieces of syntax, made and given back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    command::run()
}
