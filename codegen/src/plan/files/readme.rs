//! The README of a crate, and a program for the first call.
//!
//! In: the client and the best example. Out: both as lines. A module has neither, since its crate
//! is written by hand.

use super::front;
use crate::plan::context::Context;

/// A program for the first call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuickStart {
    /// The features that it needs.
    pub features: Vec<String>,
    /// Its lines.
    pub lines: Vec<String>,
}

/// The lines of the README.
pub(crate) fn readme(context: &Context<'_>, quick_start: Option<&QuickStart>) -> Vec<String> {
    let Some(manifest) = &context.target.manifest else {
        return Vec::new();
    };
    let mut lines = vec![
        format!("# {}", manifest.name),
        String::new(),
        format!("{}.", front::title(context)),
    ];
    let mut paragraph = |text: &[&str]| {
        lines.push(String::new());
        lines.extend(text.iter().map(|&line| line.to_owned()));
    };
    if let Some(program) = quick_start {
        let program = program.lines.iter().map(String::as_str);
        let block: Vec<&str> = ["```rust,no_run"]
            .into_iter()
            .chain(program)
            .chain(["```"])
            .collect();
        paragraph(&block);
        paragraph(&["`cargo run --example quickstart` sends that call."]);
    }
    paragraph(&["`cargo doc --open` shows every operation with an example."]);
    lines
}
