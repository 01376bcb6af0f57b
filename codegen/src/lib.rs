//! Generates Rust clients from `OpenAPI` 3.0, 3.1 and 3.2 documents.
//!
//! A document goes through one stage after another, each a plain function over plain data:
//!
//! ```text
//! text ─load→ Document ─lower→ Api ─plan→ Crate ─emit→ pieces ─render→ files
//! ```
//!
//! ```
//! use specwright::{
//!     analyze::analyze, config::ApiConfig, diagnostics::Diagnostics, emit::emit,
//!     lower::{self, lower}, openapi,
//!     plan::{Target, describe, plan}, render::render, source::{Memory, Sources},
//! };
//!
//! let text = "
//! openapi: 3.1.0
//! info: {title: Greetings, version: '1'}
//! paths:
//!   /greetings/{name}:
//!     get:
//!       operationId: greet
//!       parameters: [{name: name, in: path, required: true, schema: {type: string}}]
//!       responses: {'204': {description: Greeted}}
//! ";
//! let mut diagnostics = Diagnostics::default();
//! let files = Memory::new([("greetings.yaml", text)]);
//! let sources = Sources::load(&files, "greetings.yaml", &[], &mut diagnostics).unwrap();
//! let document = openapi::read(&sources, &mut diagnostics).unwrap();
//! let config = ApiConfig::default();
//! let options = lower::Options::default();
//! let mut api = lower(&document, &sources, options, &mut diagnostics);
//! let mut problems = describe(&mut api, &config);
//! let facts = analyze(&api);
//! let target = Target::module("greetings", "greetings.yaml");
//! let (plan, others) = plan(&api, &facts, &config, &target);
//! problems.extend(others);
//! let files = render(&emit(&plan));
//! assert!(problems.is_empty() && diagnostics.iter().next().is_none());
//! assert!(files.iter().any(|file| file.text.contains("pub fn greet")));
//! ```
//!
//! [`generate()`] does that, and reports problems of the configuration as diagnostics. Each stage
//! is one function; `describe` adds the bodies of responses that only the configuration knows,
//! before the analysis. Only [`source::Disk`], [`output`] and [`project`], for the command and
//! `xtask`, and [`build`], for build scripts, touch the disk. [`surface()`] and [`compare`] say
//! what another version of a document means for programs.

#![forbid(unsafe_code)]
// An error or a diagnostic instead; tests may.
#![cfg_attr(
    not(test),
    warn(
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

pub mod analyze;
pub mod build;
pub mod compare;
pub mod config;
pub mod diagnostics;
pub mod emit;
#[cfg(feature = "export")]
pub mod export;
#[cfg(feature = "fetch")]
pub mod fetch;
mod generate;
mod hash;
pub mod ir;
pub mod lower;
pub mod names;
pub mod openapi;
pub mod output;
mod parallel;
pub mod plan;
pub mod project;
pub mod render;
pub mod source;

pub use self::generate::{Generated, Input, Report, Stage, Surface, Usage, generate, surface};
