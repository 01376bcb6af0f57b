//! Keywords: how a name that means something to Rust is written.
//!
//! In: an identifier. Out: the same, `r#` before it where that is allowed, `_` after it where not.

/// Those that can be written with `r#`.
const RAW: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Those that can't.
const FIXED: &[&str] = &["self", "Self", "super", "crate", "_"];

/// The identifier, made usable.
pub(crate) fn escape(identifier: String) -> String {
    if RAW.contains(&identifier.as_str()) {
        format!("r#{identifier}")
    } else if FIXED.contains(&identifier.as_str()) {
        format!("{identifier}_")
    } else {
        identifier
    }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn escapes() {
        for (name, expected) in [
            ("type", "r#type"),
            ("self", "self_"),
            ("Self", "Self_"),
            ("gen", "r#gen"),
            ("kind", "kind"),
        ] {
            assert_eq!(escape(name.to_owned()), expected);
        }
    }
}
