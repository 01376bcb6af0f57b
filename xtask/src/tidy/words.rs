//! Words that no file may contain.

use super::{Finding, Tree};

/// Hosts of package registries. A project that names one works only where that one is reached.
const REGISTRIES: &[&str] = &[
    concat!("registry.", "npmjs.org"),
    concat!("registry.", "yarnpkg.com"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("files.", "pythonhosted.org"),
    concat!("pypi.", "org/simple"),
    concat!("deb.", "debian.org"),
];

/// How a path on one machine begins.
const MACHINE_FOLDERS: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("C:\\", "Users"),
];

/// Text that ties the project to one machine or one registry. The documents in `specs/` say what
/// they want.
pub(super) fn machine(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.files().filter(|(path, _)| !path.starts_with("specs/")) {
        for (number, line) in (1..).zip(text.lines()) {
            let host = REGISTRIES.iter().find(|host| line.contains(*host));
            findings.extend(host.map(|host| {
                Finding::new(path, number, format!("names the registry host `{host}`"))
            }));
            let folder = MACHINE_FOLDERS
                .iter()
                .find(|folder| starts_a_path(line, folder));
            findings.extend(folder.map(|folder| {
                Finding::new(
                    path,
                    number,
                    format!("names a folder of one machine, under `{folder}`"),
                )
            }));
        }
        if path.ends_with("package-lock.json") && text.contains("\"resolved\"") {
            findings.push(Finding::new(
                path,
                1,
                "records download addresses; write it with `omit-lockfile-registry-resolved`",
            ));
        }
    }
    findings
}

/// Whether a path that begins in `line` begins with `folder`.
fn starts_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| c.is_whitespace() || "\"'`=(:,<".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(findings: &[Finding]) -> Vec<usize> {
        findings.iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn one_machine_is_not_every_machine() {
        let (work, host) = (MACHINE_FOLDERS[0], REGISTRIES[0]);
        let text = format!("see {work}main\nhttps://example.com{work}x\n\"https://{host}/a\"\n");
        assert_eq!(lines(&machine(&Tree::of(&[("docs/a.md", &text)]))), [1, 3]);
        assert!(machine(&Tree::of(&[("specs/a.yaml", &text)])).is_empty());
    }

    #[test]
    fn a_lock_file_names_no_download_addresses() {
        let tree = Tree::of(&[(
            "tests/conformance/package-lock.json",
            "{\n  \"resolved\": \"x\"\n}",
        )]);
        assert_eq!(machine(&tree).len(), 1);
    }
}
