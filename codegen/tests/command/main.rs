//! The command as people and scripts use it: each test runs it in a folder of its own.

mod diff;
mod folder;
mod generate;
mod input;
mod lock;
mod new;
mod output;
mod project;
mod reproducible;
mod terminal;
mod vendored;
mod workspace;
