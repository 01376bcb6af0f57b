//! The page of the guide that is generated: the list of diagnostics.
//!
//! In: the table of codes, the same that `specwright explain` reads. Out:
//! `docs/guide/src/diagnostics.md`, or whether it differs.

use std::fs;
use std::path::Path;

use specwright::diagnostics::{Code, Severity};

use crate::Outcome;

const PAGE: &str = "docs/guide/src/diagnostics.md";

/// The groups of codes, by what their number begins with.
const GROUPS: &[(&str, &str)] = &[
    ("SW00", "Loading"),
    ("SW01", "References"),
    ("SW02", "The structure of the document"),
    ("SW03", "Unsupported"),
    ("SW04", "Schemas without a value"),
    ("SW05", "Configuration"),
    ("SW06", "Export"),
    ("SW09", "Faults of specwright"),
];

/// Writes the page, or, when checking, fails where it is not what the table says. A folder without
/// a guide is left alone.
pub(crate) fn run(root: &Path, check: bool) -> Outcome {
    let path = root.join(PAGE);
    if path.parent().is_none_or(|folder| !folder.is_dir()) {
        return Ok(());
    }
    let text = page()?;
    if fs::read_to_string(&path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    if check {
        return Err(format!(
            "`{PAGE}` is not what the table of codes says; run `cargo xtask codegen`"
        ));
    }
    fs::write(&path, text).map_err(|error| format!("`{PAGE}`: {error}"))?;
    println!("wrote {PAGE}");
    Ok(())
}

fn page() -> Result<String, String> {
    let mut text = "<!-- Written by `cargo xtask codegen` from codegen/src/diagnostics/codes.rs. -->

# Diagnostics reference

What is reported has a stable code, the place in the document, and what to do. `specwright explain SW0101` prints the
same. A warning says what became wider than the document; all is generated. With an error, what it concerns is left out, and
the exit code is 1.
"
    .to_owned();
    let mut group = "";
    for code in Code::ALL {
        let heading = GROUPS
            .iter()
            .find(|(prefix, _)| code.as_str().starts_with(prefix));
        let (_, heading) = heading
            .ok_or_else(|| format!("`{code}` is in no group; give it one in xtask/src/guide.rs"))?;
        if group != *heading {
            group = heading;
            text += "\n## ";
            text += heading;
            text += "\n";
        }
        text += &entry(*code);
    }
    Ok(text)
}

/// What a code is about. Its text is plain, so what Markdown or HTML would take as their own is
/// escaped outside of code.
fn entry(code: Code) -> String {
    let severity = match code.severity() {
        Severity::Warning => "Warning",
        Severity::Error => "Error",
    };
    format!(
        "\n### {code}: {}\n\n*{severity}.* {}\n",
        escaped(code.title()),
        escaped(code.explanation())
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, part) in text.split('`').enumerate() {
        if number > 0 {
            out.push('`');
        }
        if number % 2 == 1 {
            out.push_str(part);
        } else {
            for character in part.chars() {
                if "<>*_[]\\".contains(character) {
                    out.push('\\');
                }
                out.push(character);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_an_entry() {
        let page = page().unwrap();
        for code in Code::ALL {
            assert!(page.contains(&format!("\n### {code}: ")), "{code}");
        }
    }

    #[test]
    fn code_stays_and_the_rest_is_escaped() {
        assert_eq!(escaped("a_b `c_d` <e>"), r"a\_b `c_d` \<e\>");
    }
}
