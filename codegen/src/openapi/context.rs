//! The context of reading: the sources, the version, and the diagnostics.

use super::selection::Take;
use super::version::Version;
use crate::diagnostics::{Code, Diagnostics};
use crate::hash::HashSet;
use crate::source::{Node, Sources, Span};

/// A string of the document and its position.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The string.
    pub text: &'a str,
    /// Its position.
    pub span: Span,
}

impl<'a> Text<'a> {
    /// Creates a string at a position.
    #[must_use]
    pub fn new(text: &'a str, span: Span) -> Self {
        Self { text, span }
    }
}

/// How a document is read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The files.
    pub sources: &'a Sources,
    /// The version of the document, and so of all its files.
    pub version: Version,
}

/// Returned for a part that can't be read and was reported. Whatever needs it is left out, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LeftOut;

/// The number of parts a document may have once its references are followed. Microsoft Graph, with
/// 11,000 operations in 20 MB, has under 200,000.
const MAX_PARTS: usize = 3_000_000;

/// The number of operations a document may have, including webhooks and callbacks. Microsoft Graph
/// has 11,422.
pub(super) const MAX_OPERATIONS: usize = if cfg!(test) { 40 } else { 40_000 };

/// The number of parameters an operation may have. App Store Connect has one with 54.
pub(super) const MAX_PARAMETERS: usize = if cfg!(test) { 200 } else { 2_000 };

/// The state while a document is read.
pub(super) struct Context<'a, 'd> {
    pub(super) sources: &'a Sources,
    pub(super) version: Version,
    pub(super) diagnostics: &'d mut Diagnostics,
    /// Decides which operations are read.
    pub(super) take: Take<'d>,
    /// The path items whose callbacks are being read, outer ones first.
    pub(super) callbacks: Vec<*const Node>,
    /// The names of the security schemes, once they are read.
    pub(super) schemes: Vec<&'a str>,
    /// The names of the security schemes that are required somewhere.
    pub(super) required_schemes: HashSet<&'a str>,
    parts: usize,
    operations: usize,
}

impl<'a, 'd> Context<'a, 'd> {
    pub(super) fn new(
        reading: Reading<'a>,
        take: Take<'d>,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        Self {
            sources: reading.sources,
            version: reading.version,
            diagnostics,
            take,
            callbacks: Vec::new(),
            schemes: Vec::new(),
            required_schemes: HashSet::default(),
            parts: 0,
            operations: 0,
        }
    }

    /// Counts a part; reading stops if there are too many.
    pub(super) fn count(&mut self, node: &Node) -> Result<(), LeftOut> {
        self.parts += 1;
        if self.parts == MAX_PARTS {
            let message = format!("the document has more than {MAX_PARTS} parts after references");
            self.diagnostics
                .report(Code::DocumentTooLarge, node.span, message)
                .help("what comes after is left out; generate from smaller documents");
        }
        if self.parts >= MAX_PARTS {
            Err(LeftOut)
        } else {
            Ok(())
        }
    }

    /// Counts an operation; those beyond the limit are left out.
    pub(super) fn count_operation(&mut self, node: &Node) -> Result<(), LeftOut> {
        self.operations += 1;
        if self.operations <= MAX_OPERATIONS {
            return Ok(());
        }
        if self.operations == MAX_OPERATIONS + 1 {
            let message = format!("the document has more than {MAX_OPERATIONS} operations");
            self.diagnostics
                .report(Code::DocumentTooLarge, node.span, message)
                .help("this one and those after it are left out; generate from smaller documents");
        }
        Err(LeftOut)
    }

    /// The object at a node, or the target of a `$ref` there.
    pub(super) fn follow(&mut self, node: &'a Node, what: &str) -> Result<&'a Node, LeftOut> {
        self.follow_as(node, what, None)
    }

    /// The same, with another code for a reference that can't be resolved.
    pub(super) fn follow_as(
        &mut self,
        node: &'a Node,
        what: &str,
        code: Option<Code>,
    ) -> Result<&'a Node, LeftOut> {
        self.count(node)?;
        let mut target = node;
        if let Some(reference) = node.get("$ref") {
            let Some(text) = self.text_of(reference, "$ref") else {
                return Err(LeftOut);
            };
            target = match self.sources.resolve_fully(&text.span, text.text) {
                Ok(target) => target,
                Err(error) => {
                    let code = code.unwrap_or(error.code());
                    error.report_as(code, text.span, self.diagnostics);
                    return Err(LeftOut);
                }
            };
        }
        if target.as_object().is_none() {
            self.wrong_type(target, what, "an object");
            return Err(LeftOut);
        }
        Ok(target)
    }

    /// A field, or the target of a lone `$ref` there: documents of many files have them in places
    /// where the standard has none, such as `description` and `schemas`.
    pub(super) fn field(&mut self, node: &'a Node, name: &str) -> Option<&'a Node> {
        let field = node.get(name)?;
        let lone = field.as_object().filter(|object| object.len() == 1);
        let Some(reference) = lone.and_then(|object| object.get("$ref")) else {
            return Some(field);
        };
        let Some(text) = reference.as_str() else {
            return Some(field);
        };
        match self.sources.resolve_fully(&reference.span, text) {
            Ok(target) => Some(target),
            Err(error) => {
                error.report(reference.span, self.diagnostics);
                None
            }
        }
    }

    /// The text beside a reference if there is one, otherwise that of its target.
    pub(super) fn description(&mut self, node: &'a Node, target: &'a Node) -> Option<&'a str> {
        let own = if std::ptr::eq(node, target) {
            None
        } else {
            self.string(node, "description")
        };
        own.or_else(|| self.string(target, "description"))
    }
}
