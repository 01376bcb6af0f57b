//! What to do about a text that is not YAML.
//!
//! In: the parser's message. Out: the usual cause, and how to correct it.

/// The help for a message that contains the words. The first match counts.
const HELP: &[(&str, &str)] = &[
    ("tab", "indent with spaces: YAML allows no tabs there"),
    (
        "unknown anchor",
        "an alias `*name` needs an anchor `&name` before it; in quotes, a text may begin with `*`",
    ),
    (
        "hexadecimal",
        "in double quotes a backslash begins an escape: write `\\\\`, or use single quotes",
    ),
    (
        "escape",
        "in double quotes a backslash begins an escape: write `\\\\`, or use single quotes",
    ),
    (
        "quoted",
        "close the quotes; within them, write `''` for `'`, or `\\\"` for `\"`",
    ),
    (
        "tag",
        "a value that begins with `!` is a tag: put it in quotes",
    ),
    (
        "TAG",
        "a value that begins with `!` is a tag: put it in quotes",
    ),
    (
        "anchor or alias",
        "a value that begins with `&` or `*` is an anchor or an alias: put it in quotes",
    ),
    (
        "directive",
        "a line that begins with `%` is a directive: put the value in quotes",
    ),
    (
        "flow",
        "close the bracket, or put a comma between its values",
    ),
    (
        "node content",
        "write a value here, and close the brackets before it",
    ),
    (
        "illegal placement of ':'",
        "put a value that contains `: ` in quotes, and close brackets and quotes of the lines before",
    ),
    ("mapping values", "put a value that contains `: ` in quotes"),
    (
        "unexpected character",
        "put a value that begins with this character in quotes",
    ),
    (
        "block scalar",
        "indent the lines of the text by as many spaces each, and more than its key",
    ),
];

/// The help for any other message.
const OTHERWISE: &str = "indent the line like those beside it, and look for a `:`, bracket or quote that is missing in the line before";

/// The help for a message of the parser.
pub(super) fn help(message: &str) -> &'static str {
    let found = HELP.iter().find(|(words, _)| message.contains(words));
    found.map_or(OTHERWISE, |(_, help)| help)
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::Diagnostics;
    use crate::source::{Memory, Sources};

    /// The help that is reported for a text.
    fn helped(text: &str) -> String {
        let mut found = Diagnostics::new();
        assert!(
            Sources::load(&Memory::new([("a.yaml", text)]), "a.yaml", &[], &mut found).is_none()
        );
        let helps: Vec<_> = found.iter().filter_map(|one| one.help.clone()).collect();
        helps.join("\n")
    }

    #[test]
    fn what_to_do_follows_from_what_is_wrong() {
        for (text, expected) in [
            ("a:\n\tb: 1\n", "spaces"),
            ("a: *b\n", "anchor"),
            ("a: \"\\d\"\n", "backslash"),
            ("a: \"b\n", "close the quotes"),
            ("a: [1, 2\nb: 3\n", "bracket"),
            ("a: {/b: [}\n", "write a value here"),
            ("a: b: c\n", "in quotes"),
            ("a: @b\n", "in quotes"),
            ("a:\n   b: 1\n  c: 2\n", "indent the line"),
        ] {
            let help = helped(text);
            assert!(help.contains(expected), "{text:?}: {help}");
        }
    }
}
