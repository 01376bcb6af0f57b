//! Definitions of types as text.
//!
//! In: docs, attributes and members, in their order. Out: the definition, a line each and an empty line before a member with docs
//! that follows another one. Must not know what the type is for.
//!
//! A printer gives the same, but takes many times as long: it needs tokens, a tree, and boxes that are measured. Only where a
//! line may be too wide is there anything to decide, and `render` leaves that to it.

use std::fmt::{Display, Write as _};

use super::{Piece, syntax::push_docs};
use crate::plan::Lint;

/// A definition that is being written.
#[derive(Debug, Default)]
pub(super) struct Definition {
    text: String,
    /// How many braces are open.
    steps: usize,
    /// Whether a member stands right before.
    after_member: bool,
}

impl Definition {
    /// Doc lines of what comes next.
    pub(super) fn docs(&mut self, lines: &[String]) {
        if self.after_member && !lines.is_empty() {
            self.text.push('\n');
        }
        push_docs(&mut self.text, lines, self.steps);
    }

    /// `#[derive(…)]`.
    pub(super) fn derives(&mut self, names: &[&str]) {
        self.line(format_args!("#[derive({})]", names.join(", ")));
    }

    /// `#[name]`, if it holds.
    pub(super) fn attribute(&mut self, name: &str, holds: bool) {
        if holds {
            self.line(format_args!("#[{name}]"));
        }
    }

    /// Attributes for lints that don't hold here.
    pub(super) fn lints(&mut self, lints: &[Lint]) {
        for lint in lints {
            match lint {
                Lint::Expect(name) => self.line(format_args!("#[expect({name})]")),
                Lint::Allow(name) => self.line(format_args!("#[allow({name})]")),
            }
        }
    }

    /// A field or variant.
    pub(super) fn member(&mut self, code: impl Display) {
        self.line(format_args!("{code},"));
        self.after_member = true;
    }

    /// A definition without members: `pub type A = B;`.
    pub(super) fn whole(mut self, code: impl Display) -> Piece {
        self.line(code);
        Piece::Definition(self.text)
    }

    /// A definition with members, which `members` adds.
    pub(super) fn block(mut self, head: impl Display, members: impl FnOnce(&mut Self)) -> Piece {
        self.line(format_args!("{head} {{"));
        self.steps += 1;
        members(&mut self);
        if self.after_member {
            self.text.push_str("}\n");
        } else {
            // Braces with nothing in them stand together.
            self.text.truncate(self.text.trim_end().len());
            self.text.push_str("}\n");
        }
        Piece::Definition(self.text)
    }

    fn line(&mut self, code: impl Display) {
        let margin = 4 * self.steps;
        // Writing to a string can't fail.
        let _ = writeln!(self.text, "{:margin$}{code}", "");
    }
}

/// The variant for what a newer server sends.
pub(super) fn unknown(text: &mut Definition, ty: impl Display) {
    text.docs(&["An unrecognized value, preserved as received.".to_owned()]);
    text.member(format_args!("Unknown({ty})"));
}

#[cfg(test)]
mod tests {
    use super::{Definition, Piece};
    use crate::plan::Lint;

    fn text(piece: Piece) -> String {
        match piece {
            Piece::Definition(text) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn members_with_docs_stand_apart() {
        let docs = |line: &str| vec![line.to_owned()];
        let mut it = Definition::default();
        it.docs(&["One.".to_owned(), String::new(), "Two. ".to_owned()]);
        it.derives(&["Clone", "Debug"]);
        it.attribute("non_exhaustive", true);
        it.attribute("deprecated", false);
        it.lints(&[Lint::Allow("dead_code")]);
        let piece = it.block("pub struct A", |it| {
            it.docs(&docs("First."));
            it.member("pub a: u8");
            it.member("pub b: u8");
            it.docs(&docs("Third."));
            it.attribute("deprecated", true);
            it.member("pub c: u8");
        });
        assert_eq!(
            text(piece),
            "/// One.\n///\n/// Two.\n#[derive(Clone, Debug)]\n#[non_exhaustive]\n#[allow(dead_code)]\npub struct A {
    /// First.\n    pub a: u8,\n    pub b: u8,\n\n    /// Third.\n    #[deprecated]\n    pub c: u8,\n}\n"
        );
    }

    #[test]
    fn nothing_in_it_takes_one_line() {
        let piece = Definition::default().block("pub struct A", |_| {});
        assert_eq!(text(piece), "pub struct A {}\n");
        assert_eq!(
            text(Definition::default().whole("pub type A = B;")),
            "pub type A = B;\n"
        );
    }
}
