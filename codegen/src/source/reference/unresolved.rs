//! Why a reference can't be resolved, and what to do.

use std::fmt;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::reader::ReadError;
use crate::source::tree::node::Span;

/// Why a reference could not be resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// It is on another host, or a `file:` URL.
    Remote {
        /// The address.
        address: String,
    },
    /// It is outside the folder that may be read.
    OutsideRoot {
        /// The path.
        path: String,
    },
    /// The file can't be read.
    Unreadable {
        /// The path.
        path: String,
        /// The reason.
        reason: ReadError,
    },
    /// The file can't be parsed.
    Broken {
        /// The path.
        path: String,
        /// The reason.
        reason: String,
        /// The position in that file.
        place: Option<Span>,
    },
    /// The pointer names something that does not exist.
    NoMember {
        /// The path of the file.
        path: String,
        /// The part of the pointer that exists.
        pointer: String,
        /// The missing member.
        member: String,
        /// An existing member with a similar name.
        close: Option<String>,
    },
    /// The anchor does not exist.
    NoAnchor {
        /// The path of the file.
        path: String,
        /// The name of the anchor.
        name: String,
    },
    /// The chain of references is circular or too long.
    Endless,
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Remote { address } => write!(f, "`{address}` is not a local file"),
            Self::OutsideRoot { path } => {
                write!(f, "`{path}` lies outside the folder that may be read")
            }
            Self::Unreadable { path, reason } => write!(f, "can't read `{path}`: {reason}"),
            Self::Broken { path, reason, .. } => write!(f, "can't parse `{path}`: {reason}"),
            Self::NoMember {
                path,
                pointer,
                member,
                ..
            } => match pointer.as_str() {
                "" => write!(f, "`{path}` has no `{member}`"),
                _ => write!(f, "`#{pointer}` of `{path}` has no `{member}`"),
            },
            Self::NoAnchor { path, name } => write!(f, "`{path}` has no anchor `{name}`"),
            Self::Endless => f.write_str("the reference leads only to other references"),
        }
    }
}

impl std::error::Error for Unresolved {}

impl Unresolved {
    /// The code it is reported as.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Remote { .. } => Code::RemoteReference,
            Self::OutsideRoot { .. } => Code::ReferenceOutsideRoot,
            Self::Unreadable { .. } | Self::Broken { .. } => Code::ReferencedFile,
            Self::NoMember { .. } | Self::NoAnchor { .. } => Code::UnresolvedReference,
            Self::Endless => Code::ReferenceCycle,
        }
    }

    /// How to fix it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Remote { address } if address.starts_with("file:") => {
                Some("write the path relative to this file".to_owned())
            }
            Self::Remote { address } => {
                let name = address.split(['#', '?']).next().unwrap_or_default();
                let name = name
                    .rsplit('/')
                    .find(|part| !part.is_empty())
                    .unwrap_or("file.yaml");
                Some(format!(
                    "download it next to this file, then write `./{name}` instead, in the document \
                     or with an overlay"
                ))
            }
            Self::OutsideRoot { .. } => {
                Some("name the folder that references may reach with `--root`".to_owned())
            }
            Self::NoMember {
                close: Some(close), ..
            } => Some(format!("did you mean `{close}`?")),
            Self::NoMember { pointer, .. } if pointer == "/components/schemas" => Some(
                "add the schema under `components/schemas`, or remove the reference".to_owned(),
            ),
            Self::NoMember { .. } | Self::NoAnchor { .. } => {
                Some("add what is meant there, or remove the reference".to_owned())
            }
            Self::Unreadable {
                reason: ReadError::NotFound,
                ..
            } => Some("a path is relative to the file that has the reference".to_owned()),
            Self::Endless => {
                Some("replace one of the references by the thing that is meant".to_owned())
            }
            _ => None,
        }
    }

    /// Reports it at the reference.
    pub fn report<'d>(&self, span: Span, diagnostics: &'d mut Diagnostics) -> &'d mut Diagnostic {
        self.report_as(self.code(), span, diagnostics)
    }

    /// Reports it as another code.
    pub fn report_as<'d>(
        &self,
        code: Code,
        span: Span,
        diagnostics: &'d mut Diagnostics,
    ) -> &'d mut Diagnostic {
        let diagnostic = diagnostics.report(code, span, self.to_string());
        if let Some(help) = self.help() {
            diagnostic.help(help);
        }
        if let Self::Broken {
            place: Some(place),
            reason,
            ..
        } = self
        {
            diagnostic.label(*place, reason.clone());
        }
        diagnostic
    }
}
