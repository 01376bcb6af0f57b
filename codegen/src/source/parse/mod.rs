//! Parses a text into a positioned tree, as JSON or YAML, whichever it looks like.
//!
//! In: a text. Out: a tree and its flaws, or the flaw that makes it unreadable.

pub(crate) mod decode;
mod json;
mod yaml;

use super::tree::node::{FileId, Node, Span, Value};
use super::tree::object::{Member, Object};
use crate::diagnostics::{Code, Diagnostics};

/// How deep arrays and objects may be nested. All functions that recurse over a tree rely on it.
pub const MAX_DEPTH: usize = 250;

/// The number of flaws after which a file is given up.
const MAX_FLAWS: usize = 1000;

/// The largest text that begins like JSON, but isn't, to be tried as YAML, which takes 200 times
/// its memory.
const MAX_FLOW: usize = 4 << 20;

/// Something wrong with a text.
#[derive(Clone, Debug)]
pub(super) struct Flaw {
    /// What it is.
    pub(super) code: Code,
    /// Where.
    pub(super) span: Span,
    /// The problem.
    pub(super) message: String,
    /// What to do.
    pub(super) help: Option<&'static str>,
    /// Another place that matters, and why.
    pub(super) label: Option<(Span, &'static str)>,
}

impl Flaw {
    pub(super) fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            span,
            message: message.into(),
            help: None,
            label: None,
        }
    }

    pub(super) fn help(mut self, help: &'static str) -> Self {
        self.help = Some(help);
        self
    }

    pub(super) fn too_deep(span: Span) -> Self {
        let message = format!("arrays and objects are nested more than {MAX_DEPTH} levels deep");
        Self::new(Code::NestingTooDeep, span, message)
    }

    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        let diagnostic = diagnostics.report(self.code, self.span, self.message);
        if let Some(help) = self.help {
            diagnostic.help(help);
        }
        if let Some((span, text)) = self.label {
            diagnostic.label(span, text);
        }
    }
}

/// The flaws that don't stop the parser.
#[derive(Debug, Default)]
pub(super) struct Flaws(pub(super) Vec<Flaw>);

impl Flaws {
    /// Adds a flaw; a text with too many is given up.
    pub(super) fn push(&mut self, flaw: Flaw) -> Result<(), Flaw> {
        if self.0.len() >= MAX_FLAWS {
            // The flaw may be a warning, and a file that is not read needs an error.
            let message = format!("the file has more than {MAX_FLAWS} flaws and is given up here");
            let flaw = Flaw::new(Code::UnreadableFile, flaw.span, message);
            return Err(flaw.help("fix those that are reported first"));
        }
        self.0.push(flaw);
        Ok(())
    }

    /// Adds a member. Of two with the same name the last is used, as by most other parsers.
    pub(super) fn add(
        &mut self,
        object: &mut Object,
        name: String,
        member: Member,
    ) -> Result<(), Flaw> {
        let Some((name, member)) = object.add(name, member) else {
            return Ok(());
        };
        let first = object.member(&name);
        let lost = first.and_then(|first| missing(&first.node, &member.node));
        let message = format!("`{name}` is duplicated: the last one is used");
        let mut flaw = match lost {
            Some(lost) => {
                let message = format!("{message}, and {lost} of the first one is lost");
                Flaw::new(Code::DuplicateKey, member.key, message)
                    .help("write both into one, or rename one of them")
            }
            None => {
                Flaw::new(Code::DuplicateMember, member.key, message).help("remove one of the two")
            }
        };
        flaw.label = first.map(|first| (first.key, "the first one"));
        object.replace(name, member);
        self.push(flaw)
    }
}

/// The member or item that is lost when the last value replaces the first. A replaced scalar does
/// not count.
fn missing(first: &Node, last: &Node) -> Option<String> {
    let mut open = vec![(first, last)];
    while let Some((first, last)) = open.pop() {
        match (&first.value, &last.value) {
            (Value::Object(members), _) => {
                for (name, member) in members.members() {
                    match last.get(name) {
                        Some(other) => open.push((&member.node, other)),
                        None => return Some(format!("`{name}`")),
                    }
                }
            }
            (Value::Array(items), Value::Array(others)) if items.len() <= others.len() => {
                open.extend(items.iter().zip(others));
            }
            (Value::Array(items), _) if !items.is_empty() => return Some("an item".to_owned()),
            _ => {}
        }
    }
    None
}

/// Why a text can't be parsed, and its other flaws.
pub(super) struct Unreadable {
    pub(super) fatal: Flaw,
    pub(super) flaws: Vec<Flaw>,
}

/// Parses a text: as JSON if it begins like JSON and is valid, otherwise as YAML.
pub(super) fn parse(
    file: FileId,
    path: &str,
    text: &str,
) -> Result<(Node, Vec<Flaw>), Box<Unreadable>> {
    let mut flaws = Flaws::default();
    let like_json = text.trim_start().starts_with(['{', '[']);
    if !like_json {
        return match yaml::parse(file, text, &mut flaws) {
            Ok(node) => Ok((node, flaws.0)),
            Err(fatal) => Err(Box::new(Unreadable {
                fatal,
                flaws: flaws.0,
            })),
        };
    }
    let fatal = match json::parse(file, text, &mut flaws) {
        Ok(node) => return Ok((node, flaws.0)),
        Err(fatal) => fatal,
    };
    let mut second = Flaws::default();
    if fatal.code == Code::InvalidJson
        && text.len() <= MAX_FLOW
        && let Ok(node) = yaml::parse(file, text, &mut second)
    {
        if extension(path).eq_ignore_ascii_case("json") {
            let message = format!(
                "the text is read as YAML, because it is not JSON: {}",
                fatal.message
            );
            second.0.push(
                Flaw::new(Code::JsonReadAsYaml, fatal.span, message)
                    .help("fix it, or name the file `.yaml`: other programs refuse it as JSON"),
            );
        }
        return Ok((node, second.0));
    }
    Err(Box::new(Unreadable {
        fatal,
        flaws: flaws.0,
    }))
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}
