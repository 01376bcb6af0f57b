//! Layout: expressions of an example as lines.
//!
//! In: an expression. Out: it on one line if there is room, else broken as rustfmt breaks it. Must
//! not know types.
//!
//! Items are laid out by prettyplease, but examples aren't. It prints what is within a macro token
//! by token, `println!("{:?}", item ?)` and `vec![Span::new("2026-01-31".parse() ?)]`, drops empty
//! lines and the lines that rustdoc hides, and breaks chains and arms of a `match` that rustfmt
//! leaves on a line. rustfmt itself doesn't look into documentation.

/// How long a line of an example may be.
pub(super) const WIDTH: usize = 90;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    /// A literal, a name, or what else is never broken.
    Text(String),
    /// Expressions between brackets: `Span::new(`, …, `)`.
    List(String, Vec<Expr>, &'static str),
    /// `&` before an expression.
    Ref(Box<Expr>),
    /// An expression and what is called on it, each with its dot.
    Chain(Box<Expr>, Vec<Expr>),
}

impl Expr {
    /// An expression that is never broken.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A call: `head(arguments)`.
    pub(super) fn call(head: &str, arguments: Vec<Self>) -> Self {
        Self::List(format!("{head}("), arguments, ")")
    }

    /// On one line.
    pub(super) fn flat(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(open, items, close) => {
                let items: Vec<String> = items.iter().map(Self::flat).collect();
                format!("{open}{}{close}", items.join(", "))
            }
            Self::Ref(inner) => format!("&{}", inner.flat()),
            Self::Chain(base, steps) => steps
                .iter()
                .fold(base.flat(), |text, step| text + &step.flat()),
        }
    }

    /// How many characters it has on one line.
    pub(super) fn width(&self) -> usize {
        self.flat().chars().count()
    }

    /// The lines of a statement: `before`, the expression, and `after`.
    pub(super) fn lines(&self, before: &str, after: &str) -> Vec<String> {
        let mut lines = Vec::new();
        self.push(0, before, after, &mut lines);
        lines
    }

    fn push(&self, depth: usize, before: &str, after: &str, lines: &mut Vec<String>) {
        let margin = "    ".repeat(depth);
        let beside = margin.len() + before.chars().count() + after.chars().count();
        match self {
            _ if beside + self.width() <= WIDTH => {
                lines.push(format!("{margin}{before}{}{after}", self.flat()));
            }
            Self::List(open, items, close) if !items.is_empty() => {
                lines.push(format!("{margin}{before}{open}"));
                for item in items {
                    item.push(depth + 1, "", ",", lines);
                }
                lines.push(format!("{margin}{close}{after}"));
            }
            Self::Ref(inner) => inner.push(depth, &format!("{before}&"), after, lines),
            Self::Chain(base, steps) if !steps.is_empty() => {
                base.push(depth, before, "", lines);
                for (index, step) in steps.iter().enumerate() {
                    let last = index + 1 == steps.len();
                    step.push(depth + 1, "", if last { after } else { "" }, lines);
                }
            }
            Self::Text(_) | Self::List(..) | Self::Chain(..) => {
                lines.push(format!("{margin}{before}{}{after}", self.flat()));
            }
        }
    }
}

/// A declaration `use`, broken where it is too long.
pub(super) fn import(path: &str, names: &[String]) -> Vec<String> {
    if let [name] = names {
        return vec![format!("use {path}::{name};")];
    }
    let flat = format!("use {path}::{{{}}};", names.join(", "));
    if flat.chars().count() <= WIDTH {
        return vec![flat];
    }
    let mut lines = vec![format!("use {path}::{{")];
    let mut line = String::new();
    for name in names {
        if line.len() + name.len() + 6 > WIDTH && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(if line.is_empty() { "    " } else { " " });
        line.push_str(name);
        line.push(',');
    }
    lines.extend([line, "};".to_owned()]);
    lines
}

#[cfg(test)]
mod tests {
    use super::{Expr, import};

    #[test]
    fn breaks_what_is_too_long() {
        let long = || Expr::text(format!("{:?}", "x".repeat(40)));
        let value = Expr::call("Span::new", vec![long(), Expr::text("1")]);
        assert_eq!(
            value.lines("let body = ", ";"),
            [format!("let body = Span::new({:?}, 1);", "x".repeat(40))]
        );
        let call = Expr::Chain(
            Box::new(Expr::text("client")),
            vec![
                Expr::call(".create", vec![Expr::Ref(Box::new(value)), long()]),
                Expr::text(".await?"),
            ],
        );
        assert_eq!(
            call.lines("", ";"),
            [
                "client".to_owned(),
                "    .create(".to_owned(),
                format!("        &Span::new({:?}, 1),", "x".repeat(40)),
                format!("        {:?},", "x".repeat(40)),
                "    )".to_owned(),
                "    .await?;".to_owned(),
            ]
        );
        let names: Vec<String> = (0..12).map(|index| format!("LongName{index}")).collect();
        assert_eq!(import("a::b", &names).len(), 4);
        assert_eq!(import("a::b", &names[..1]), ["use a::b::LongName0;"]);
    }
}
