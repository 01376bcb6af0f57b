//! Leaves the tests out of a source file.
//!
//! In: text that rustfmt laid out. Out: the same without what only tests compile, and the modules
//! among that which have files of their own.

const TEST: &str = "#[cfg(test)]";

/// The text without the items, fields and statements under `#[cfg(test)]`, and the names of the
/// modules among them.
pub(super) fn tests(text: &str) -> (String, Vec<String>) {
    let mut kept: Vec<&str> = Vec::new();
    let mut modules = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() != TEST {
            kept.push(line);
            continue;
        }
        let indent = indent(line);
        // What is said of the item goes with it.
        while kept
            .last()
            .is_some_and(|above| self::indent(above) == indent && is_about(above))
        {
            kept.pop();
        }
        let mut first = true;
        let mut in_attribute = false;
        for line in lines.by_ref() {
            if first && (in_attribute || is_about(line)) {
                in_attribute = !line.contains(']') && !line.trim_start().starts_with("//");
                continue;
            }
            let name = line
                .trim()
                .strip_prefix("mod ")
                .and_then(|rest| rest.strip_suffix(';'));
            modules.extend(name.filter(|_| first).map(str::to_owned));
            let closes = self::indent(line) == indent && line.trim_start().starts_with('}');
            if closes || first && line.ends_with([';', ',']) {
                break;
            }
            first = false;
        }
        if kept.last().is_some_and(|above| above.is_empty()) {
            kept.pop();
        }
    }
    (kept.join("\n") + "\n", modules)
}

/// The folder in which the modules of a file have their files.
pub(super) fn folder(path: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, "lib.rs" | "mod.rs")) => format!("{folder}/"),
        _ => format!("{}/", path.trim_end_matches(".rs")),
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line is an attribute or a comment of the item that follows.
fn is_about(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//") && !line.starts_with("//!") || line.starts_with("#[")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_tests_compile_is_left_out() {
        let text = "//! A file.

mod kept;
#[cfg(test)]
mod linear;

pub struct Reader {
    at: usize,
    /// How often it went back.
    #[cfg(test)]
    back: usize,
    /// Whether it is over.
    over: bool,
}

impl Reader {
    fn rewind(&mut self) {
        #[cfg(test)]
        {
            self.back += 1;
        }
        self.at = 0;
    }

    #[cfg(test)]
    fn looked(
        &self,
    ) -> usize {
        self.back
    }
}

#[cfg(test)]
#[allow(dead_code)] // For tests.
#[allow(
    clippy::pedantic,
    reason = \"as users write it\"
)]
mod tests {
    use super::*;

    #[test]
    fn a() {}
}
";
        let (text, modules) = tests(text);
        assert_eq!(modules, ["linear"]);
        assert_eq!(
            text,
            "//! A file.

mod kept;

pub struct Reader {
    at: usize,
    /// Whether it is over.
    over: bool,
}

impl Reader {
    fn rewind(&mut self) {
        self.at = 0;
    }
}
"
        );
    }

    #[test]
    fn modules_have_their_files_in_a_folder() {
        for (path, inside) in [
            ("src/lib.rs", "src/"),
            ("src/codec/mod.rs", "src/codec/"),
            ("src/retry.rs", "src/retry/"),
        ] {
            assert_eq!(folder(path), inside);
        }
    }
}
