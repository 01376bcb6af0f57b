//! Markdown: texts of documents made safe for rustdoc.
//!
//! In: `CommonMark`, HTML or neither, as it was published. Out: lines that mean the same and that
//! neither rustdoc (links, HTML, bare URLs, doctests) nor clippy complains of. Lists are indented
//! again, code becomes fenced text, and what can't be trusted is escaped.

mod inline;
mod lists;
mod summary;
mod word;

use std::borrow::Cow;

pub(crate) use inline::{Atoms, is_unprintable};
pub(crate) use summary::{sentences, summarized};

use lists::Lists;

/// How long a line may be before it is broken.
const WIDTH: usize = 100;

/// One line of text without structure.
pub(crate) fn line(text: &str) -> String {
    Atoms::of(text).joined()
}

/// As inline code, whatever it contains.
pub(crate) fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace(is_unprintable, "");
    if text.contains('`') {
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        format!("{fence} {text} {fence}")
    } else if text.is_empty() {
        "nothing".to_owned()
    } else {
        format!("`{text}`")
    }
}

/// A name without what would make it a list, a heading or a rule.
pub(crate) fn unmarked(name: &str) -> &str {
    name.trim_start_matches(['#', '-', '*', '+', '>', '=', ' '])
}

/// The atoms as lines.
pub(crate) fn wrapped(atoms: &Atoms) -> Vec<String> {
    let mut lines = Vec::new();
    wrap(atoms, "", "", &mut lines);
    lines
}

/// Text that is safe already, as lines.
pub(crate) fn folded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line)
                if line.chars().count() + 1 + word.chars().count() <= WIDTH
                    || starts_block(word) =>
            {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The text as doc lines.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut lists = Lists::default();
    let mut fence: Option<(char, usize)> = None;
    let mut fence_indent = String::new();
    let mut blank = false;
    let mut raws = text.lines().peekable();
    while let Some(raw) = raws.next() {
        let clean = clean(raw);
        let line = clean.trim_end();
        let trimmed = line.trim_start();
        if let Some((mark, length)) = fence {
            if is_fence(trimmed).is_some_and(|(other, count, rest)| {
                other == mark && count >= length && rest.is_empty()
            }) {
                out.push(format!("{fence_indent}```"));
                fence = None;
            } else {
                let body = line.strip_prefix(fence_indent.as_str()).unwrap_or(trimmed);
                let body = if body.trim_start().starts_with("```") {
                    body.replace("```", "'''")
                } else {
                    body.to_owned()
                };
                out.push(format!("{fence_indent}{body}").trim_end().to_owned());
            }
            continue;
        }
        if trimmed.is_empty() {
            blank = true;
            continue;
        }
        let indent = line.len() - trimmed.len();
        let place = lists.place(indent, trimmed, blank);
        if blank && !out.is_empty() {
            out.push(String::new());
        }
        blank = false;
        if let Some((mark, length, _)) = is_fence(trimmed) {
            fence_indent.clone_from(&place.rest);
            fence = Some((mark, length));
            out.push(format!("{fence_indent}```text"));
        } else if is_table(trimmed) {
            out.push(format!("{}{}", place.rest, table_row(trimmed)));
        } else if is_rule(trimmed) {
            rule(trimmed, &mut out);
        } else if let Some(quoted) = trimmed.strip_prefix('>') {
            let quote = format!("{}> ", place.rest);
            let quoted = unmarked(quoted.trim_start_matches('>'));
            match alert(quoted) {
                Some(kind) => out.push(format!("{quote}**{kind}:**")),
                None => wrap(&Atoms::of(quoted), &quote, &quote, &mut out),
            }
        } else {
            // A line that follows a quotation would be taken for a part of it.
            if out
                .last()
                .is_some_and(|last| last.trim_start().starts_with("> "))
            {
                out.push(String::new());
            }
            let mut body = Cow::Borrowed(&trimmed[place.marker.len()..]);
            while is_cut(&body)
                && let Some(next) = raws.next_if(|next| goes_on(next))
            {
                body = Cow::Owned(format!("{body} {}", self::clean(next).trim()));
            }
            let first = format!("{}{}", place.first, place.marker_out);
            wrap(&Atoms::of(&headline(&body)), &first, &place.rest, &mut out);
        }
    }
    if fence.is_some() {
        out.push(format!("{fence_indent}```"));
    }
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

/// Whether a line of prose is too long, or ends within brackets, so that it is joined with the next
/// one.
fn is_cut(line: &str) -> bool {
    line.chars().count() > WIDTH
        || line.matches('[').count() > line.matches(']').count()
        || line.ends_with(']')
}

/// Whether a line goes on with the paragraph before it.
fn goes_on(line: &str) -> bool {
    let text = line.trim_start();
    let is_plain = text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '[' | '`'));
    is_plain && is_fence(text).is_none() && Lists::default().place(0, text, false).marker.is_empty()
}

/// What GitHub's Markdown calls a quotation that begins with `[!NOTE]`.
fn alert(line: &str) -> Option<&'static str> {
    match line.trim() {
        "[!NOTE]" => Some("Note"),
        "[!TIP]" => Some("Tip"),
        "[!IMPORTANT]" => Some("Important"),
        "[!WARNING]" => Some("Warning"),
        "[!CAUTION]" => Some("Caution"),
        _ => None,
    }
}

/// A line with spaces in place of tabs, and without what prints nothing.
fn clean(line: &str) -> String {
    let line = line.replace('\t', "    ");
    let printed = line.chars().filter(|letter| !is_unprintable(*letter));
    printed.collect()
}

/// A heading is kept as its own line in bold, so that it isn't mistaken for a section of the
/// generated docs.
fn headline(text: &str) -> Cow<'_, str> {
    let level = text.len() - text.trim_start_matches('#').len();
    let title = text[level..].trim_matches(['#', ' ']);
    if (1..=6).contains(&level) && text[level..].starts_with(' ') && !title.is_empty() {
        if title.contains(['*', '`']) {
            Cow::Borrowed(title)
        } else {
            Cow::Owned(format!("**{title}**"))
        }
    } else {
        Cow::Borrowed(text)
    }
}

/// A line of dashes is a rule after a blank line, and would make a heading of the line before it.
fn rule(line: &str, out: &mut Vec<String>) {
    if out.last().is_some_and(|last| !last.is_empty()) {
        return;
    }
    if !out.is_empty() && !line.starts_with('=') {
        out.push("---".to_owned());
    }
}

fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| *c != ' ');
    let Some(mark @ ('-' | '=' | '_' | '*')) = marks.next() else {
        return false;
    };
    let mut count = 1;
    for other in marks {
        if other != mark {
            return false;
        }
        count += 1;
    }
    count >= 3 || count == 2 && matches!(mark, '=' | '-')
}

fn is_table(line: &str) -> bool {
    line.starts_with('|') && line.len() > 1
}

/// A row of a table: its cells are cleaned, its bars are kept.
fn table_row(line: &str) -> String {
    let cells = line.split('|').map(|cell| {
        let separator =
            !cell.trim().is_empty() && cell.trim().chars().all(|c| matches!(c, '-' | ':'));
        if separator {
            cell.trim().to_owned()
        } else {
            Atoms::of(cell.trim()).joined()
        }
    });
    cells.collect::<Vec<_>>().join(" | ").trim().to_owned()
}

/// The fence that opens or closes a block of code: its character, length and what follows.
fn is_fence(line: &str) -> Option<(char, usize, &str)> {
    let mark = line
        .chars()
        .next()
        .filter(|mark| matches!(mark, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    let length = line.len() - rest.len();
    (length >= 3 && !rest.contains('`')).then(|| (mark, length, rest.trim()))
}

/// Fills lines with atoms; the first line starts with `first`, the others with `rest`.
fn wrap(atoms: &Atoms, first: &str, rest: &str, out: &mut Vec<String>) {
    let mut line = first.to_owned();
    let mut width = line.chars().count();
    let mut empty = true;
    for atom in atoms.iter() {
        let added = atom.chars().count();
        if !empty && width + 1 + added > WIDTH && !starts_block(atom) {
            out.push(std::mem::replace(&mut line, rest.to_owned()));
            width = line.chars().count();
            empty = true;
        }
        if !empty {
            line.push(' ');
            width += 1;
        }
        line.push_str(atom);
        width += added;
        empty = false;
    }
    if !line.trim().is_empty() {
        out.push(line.trim_end().to_owned());
    }
}

/// Whether an atom at the start of a line would be taken for the beginning of something else.
fn starts_block(atom: &str) -> bool {
    // In a span of code that goes over several lines, a tag at the beginning of one would end it.
    let tag = atom.starts_with('<') && !atom.starts_with("<http");
    tag || atom.starts_with(['-', '+', '*', '#', '>', '=', '|', '~', '_', '`'])
        || atom
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .starts_with(['.', ')'])
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn texts_become_safe() {
        for (text, expected) in [
            ("See https://x.io/a_b.", vec!["See <https://x.io/a_b>."]),
            (
                "A span_id of HTTPValidationError",
                vec!["A `span_id` of `HTTPValidationError`"],
            ),
            (
                "Use `span_id` [here](https://x.io) or [x]",
                vec!["Use `span_id` [here](https://x.io) or \\[x\\]"],
            ),
            ("a <b>bold</b> <id> x", vec!["a bold \\<id> x"]),
            ("# Title\ntext", vec!["**Title**", "text"]),
            ("a\n\n    let x = 1;", vec!["a", "", "let x = 1;"]),
            ("a\n```json\n{}\n", vec!["a", "```text", "{}", "```"]),
            (
                "- a\n  b\n    - c\n\nd",
                vec!["- a", "  b", "  - c", "", "d"],
            ),
            ("1. a\nlazy", vec!["1. a", "   lazy"]),
            ("> [!NOTE]\n> Read it.", vec!["> **Note:**", "> Read it."]),
            (
                "See [this\npage](https://x.io)\nnext",
                vec!["See [this page](https://x.io)", "next"],
            ),
            ("> q\nafter call()", vec!["> q", "", "after `call()`"]),
            ("the ConfigMap's a.b()", vec!["the `ConfigMap`'s `a.b()`"]),
            ("see docker://1.5", vec!["see `docker://1.5`"]),
            ("lone ` tick", vec!["lone \\` tick"]),
            ("[a](relative) and [b](#c)", vec!["a and [b](#c)"]),
            (
                "| a | b_c |\n|---|:-:|",
                vec!["| a | `b_c` |", "| --- | :-: |"],
            ),
        ] {
            assert_eq!(lines(text), expected, "{text}");
        }
    }

    #[test]
    fn long_lines_are_broken() {
        let text = "word ".repeat(60);
        assert!(lines(&text).iter().all(|line| line.len() <= 100));
        assert_eq!(lines(&text).join(" "), text.trim());
    }
}
