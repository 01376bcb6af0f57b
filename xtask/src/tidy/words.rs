//! Words that must not stand in the code or in any file.

use super::lex::{self, Kind, Token};
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

/// How the path of a folder on somebody's machine begins.
const MACHINE_FOLDERS: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("C:\\", "Users"),
];

/// Code that is not finished, and tests that do not run.
pub(super) fn unfinished(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.hand_written() {
        let tokens = lex::tokens(text);
        for (at, token) in tokens.iter().enumerate() {
            let name = ["todo", "unimplemented", "dbg"]
                .iter()
                .find(|name| lex::reads(&tokens, at, &[name, "!"]));
            findings.extend(
                name.map(|name| Finding::new(path, token.line, format!("`{name}!`: finish it"))),
            );
            if lex::reads(&tokens, at, &["#", "[", "ignore"]) {
                findings.push(Finding::new(
                    path,
                    token.line,
                    "`#[ignore]`: a test runs or goes",
                ));
            }
        }
    }
    findings
}

/// Code of the generator and the runtime that can panic. Tests may.
pub(super) fn panics(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let files = ["codegen/src/", "codegen/runtime/src/"].map(|folder| tree.product(folder));
    for (path, text) in files.into_iter().flatten() {
        let tokens = lex::product(&lex::tokens(text));
        let found = tokens
            .iter()
            .enumerate()
            .filter_map(|(at, token)| Some((panic_at(&tokens, at)?, token.line)));
        findings.extend(found.map(|(what, line)| {
            Finding::new(
                path,
                line,
                format!("`{what}` can panic: return an error or a diagnostic"),
            )
        }));
    }
    findings
}

fn panic_at(tokens: &[Token<'_>], at: usize) -> Option<&'static str> {
    let literal = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.kind == Kind::Literal)
    };
    match () {
        () if lex::reads(tokens, at, &["panic", "!"]) => Some("panic!"),
        () if lex::reads(tokens, at, &["unreachable", "!"]) => Some("unreachable!"),
        () if lex::reads(tokens, at, &[".", "unwrap", "(", ")"]) => Some("unwrap()"),
        // With a message it is `Option`'s or `Result`'s; a parser may have an `expect` of its own.
        () if lex::reads(tokens, at, &[".", "expect", "("]) && literal(at + 3) => Some("expect()"),
        () => None,
    }
}

/// Code that would let a client talk to a server without a certificate that holds. Nothing turns that off: no document, no
/// key of a configuration file, no method of a client. Whoever must, hands in a `reqwest` client of their own.
pub(super) fn trust(tree: &Tree) -> Vec<Finding> {
    const NAMES: [&str; 4] = ["danger", "insecure", "noverif", "skipverif"];
    let mut findings = Vec::new();
    for (path, text) in tree.files() {
        let is_ours = path.starts_with("codegen/") || path.starts_with("generated/");
        if !is_ours || !super::is_rust(path) {
            continue;
        }
        let weak = |name: &str| {
            let name = name.to_ascii_lowercase().replace('_', "");
            NAMES.iter().any(|weak| name.contains(weak))
        };
        let tokens = lex::tokens(text);
        let found = tokens
            .iter()
            .filter(|token| token.kind != Kind::Literal && weak(token.text));
        findings.extend(found.map(|token| {
            let message = format!("`{}`: certificates are always verified", token.text);
            Finding::new(path, token.line, message)
        }));
    }
    findings
}

/// Text that ties the project to one machine or one registry. The documents in `specs/` say what they want.
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

/// Whether `folder` stands in `line` where a path begins, not in the middle of a longer one.
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
    fn unfinished_code_is_found_and_talk_about_it_is_not() {
        let text = "fn a() {\n    todo!();\n    dbg!(1);\n}\n// todo!()\nlet b = \"dbg!\";\n#[ignore]\nfn c() {}\n";
        assert_eq!(
            lines(&unfinished(&Tree::of(&[("xtask/src/a.rs", text)]))),
            [2, 3, 7]
        );
    }

    #[test]
    fn the_product_does_not_panic_but_its_tests_may() {
        let text = "fn a() {\n    b.unwrap();\n    b.expect(\"c\");\n    d.expect(Token::Comma);\n    panic!();\n}\n#[cfg(test)]\nmod tests { fn e() { f.unwrap() } }\n";
        assert_eq!(
            lines(&panics(&Tree::of(&[("codegen/src/a.rs", text)]))),
            [2, 3, 5]
        );
        assert!(
            panics(&Tree::of(&[
                ("xtask/src/a.rs", text),
                ("codegen/src/b.rs", "#[cfg(test)] mod c;"),
                ("codegen/src/b/c.rs", text)
            ]))
            .is_empty()
        );
    }

    #[test]
    fn certificates_are_verified() {
        let text = "fn a() {\n    b.tls_danger_accept_invalid_certs(true);\n    // no danger\n    c(\"danger\");\n}\n";
        for path in ["codegen/runtime/src/a.rs", "generated/src/a.rs"] {
            assert_eq!(lines(&trust(&Tree::of(&[(path, text)]))), [2]);
        }
        assert!(trust(&Tree::of(&[("xtask/src/a.rs", text)])).is_empty());
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
