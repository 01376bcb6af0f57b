//! Who may know whom in the generator and in the runtime.
//!
//! In: `codegen/src` and `codegen/runtime/src`. Out: every path that leaves its room for one that
//! the tables do not allow. The generator's is the order of the pipeline, the runtime's that of
//! layers: what a later room knows, an earlier one must not.

mod plan;
mod runtime;

use super::lex::{self, Token};
use super::{Finding, Tree};

/// The rooms of one crate.
struct Map {
    folder: &'static str,
    /// The module of the folder; none if that is the crate itself.
    module: Option<&'static str>,
    rooms: &'static [Room],
    /// What puts the rooms together, and so knows all of them: rooms, or single files.
    free: &'static [&'static str],
    /// Rooms that the crate itself does not need: only users of the library may know them.
    leaves: &'static [&'static str],
    /// What every room may use, and knows none of them.
    tools: &'static [Room],
    /// Libraries that only some rooms may use.
    libraries: &'static [(&'static str, &'static [&'static str])],
    /// Rooms and files that may touch the disk.
    disk: &'static [&'static str],
}

const MAPS: &[Map] = &[
    Map {
        folder: "codegen/src/",
        module: None,
        rooms: ROOMS,
        free: FREE,
        leaves: &["export"],
        tools: TOOLS,
        libraries: LIBRARIES,
        disk: DISK,
    },
    Map {
        folder: "codegen/src/plan/",
        module: Some("plan"),
        rooms: plan::ROOMS,
        free: &["mod", "tests"],
        leaves: &[],
        tools: &[],
        libraries: &[],
        disk: &[],
    },
    Map {
        folder: "codegen/runtime/src/",
        module: None,
        rooms: runtime::ROOMS,
        free: &["lib", "env", "macros", "codec/mod.rs"],
        leaves: &[],
        tools: &[room("build_error", &[])],
        libraries: &[],
        disk: &["transport", "stream"],
    },
];

/// A module at the root of a crate.
struct Room {
    name: &'static str,
    /// The rooms it may import, besides itself.
    knows: &'static [&'static str],
}

const fn room(name: &'static str, knows: &'static [&'static str]) -> Room {
    Room { name, knows }
}

const ROOMS: &[Room] = &[
    room("source", &["diagnostics"]),
    room("diagnostics", &["source"]),
    room("openapi", &["source", "diagnostics", "ir"]),
    room("ir", &[]),
    room("lower", &["openapi", "ir", "source", "diagnostics"]),
    room("analyze", &["ir"]),
    room("names", &[]),
    room("config", &["diagnostics", "source", "names"]),
    room("plan", &["ir", "analyze", "names", "config", "diagnostics"]),
    room("emit", &["plan", "ir"]),
    room("render", &["emit"]),
    room("export", &["source", "diagnostics"]),
    room("compare", &["plan", "ir"]),
    room("output", &["render", "source"]),
    room("fetch", &[]),
];

/// The façade and the command put the rooms together, so they know all of them.
const FREE: &[&str] = &["lib", "main", "command", "generate", "project", "build"];

/// Tools that every room may use, and that know none of them.
const TOOLS: &[Room] = &[room("hash", &[]), room("parallel", &[])];

/// Libraries that only some rooms may use.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("quote", &["emit", "render"]),
    ("proc_macro2", &["emit", "render"]),
    ("syn", &["emit", "render", "names"]),
    ("prettyplease", &["render"]),
    ("heck", &["names"]),
    ("unicode_normalization", &["names"]),
    ("saphyr_parser", &["source"]),
    ("openapiv3", &["export"]),
    ("serde_yaml", &["export"]),
    ("annotate_snippets", &["diagnostics"]),
    ("ureq", &["fetch"]),
];

/// Rooms and files that may touch the disk.
const DISK: &[&str] = &["source/disk.rs", "output"];

/// Every import against the direction of its crate's rooms.
pub(super) fn direction(tree: &Tree) -> Vec<Finding> {
    MAPS.iter().flat_map(|map| map.direction(tree)).collect()
}

impl Map {
    fn direction(&self, tree: &Tree) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (path, text) in tree.product(self.folder) {
            let module = path.strip_prefix(self.folder).unwrap_or(path);
            let name = module
                .split('/')
                .next()
                .unwrap_or(module)
                .trim_end_matches(".rs");
            let tokens = lex::product(text);
            if self.free.contains(&name) || self.free.contains(&module) {
                let rooms = self.imports(&tokens, module).into_iter();
                let leaves = rooms.filter(|other| self.leaves.contains(other));
                findings.extend(leaves.map(|leaf| {
                    let message = format!("`{leaf}` is for users of the library only");
                    Finding::new(path, line(text, leaf), message)
                }));
                continue;
            }
            let mut rooms_and_tools = self.rooms.iter().chain(self.tools);
            let Some(room) = rooms_and_tools.find(|room| room.name == name) else {
                let message = format!(
                    "`{name}` is not a room of the map; give it a row in xtask/src/tidy/imports.rs"
                );
                findings.push(Finding::new(path, 1, message));
                continue;
            };
            for other in self.imports(&tokens, module) {
                let known = other == room.name
                    || room.knows.contains(&other)
                    || !self.rooms.iter().any(|room| room.name == other);
                if !known {
                    let allowed = list(room.knows);
                    let message =
                        format!("`{name}` must not know `{other}`; it may know: {allowed}");
                    findings.push(Finding::new(path, line(text, other), message));
                }
            }
            for library in self.libraries(&tokens, name, module) {
                let message = format!("`{name}` must not use `{library}`");
                findings.push(Finding::new(path, line(text, library), message));
            }
        }
        findings
    }

    /// The names right under the module of the map that the tokens import, by `crate::` or by
    /// enough `super::`.
    fn imports<'t>(&self, tokens: &'t [Token], file: &str) -> Vec<&'t str> {
        let mut found = Vec::new();
        // The token that ends each inline module we are in: each makes one more `super` necessary.
        let mut inline_ends = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            inline_ends.retain(|end| at < *end);
            if tokens[at] == "mod" && lex::reads(tokens, at + 2, &["{"]) {
                inline_ends.push(lex::group_end(tokens, at + 2));
                at += 3;
            } else if lex::reads(tokens, at, &["crate", ":", ":"]) {
                at += 3;
                let from_root = heads(tokens, at).into_iter();
                found.extend(from_root.flat_map(|head| match self.module {
                    None => vec![head],
                    Some(module) if lex::reads(tokens, head, &[module, ":", ":"]) => {
                        heads(tokens, head + 3)
                    }
                    Some(_) => Vec::new(),
                }));
            } else if tokens[at] == "super" {
                let mut supers = 0;
                while lex::reads(tokens, at, &["super", ":", ":"]) {
                    supers += 1;
                    at += 3;
                }
                if supers == depth(file) + inline_ends.len() {
                    found.extend(heads(tokens, at));
                }
                at += usize::from(supers == 0);
            } else {
                at += 1;
            }
        }
        found.into_iter().map(|at| tokens[at].as_str()).collect()
    }

    /// Libraries, and the disk, in a room that must not use them.
    fn libraries(&self, tokens: &[Token], room: &str, file: &str) -> Vec<&'static str> {
        let mut found = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let follows =
                lex::reads(tokens, at + 1, &[":", ":"]) || lex::reads(tokens, at + 1, &["!"]);
            let inside_a_path = at > 1 && lex::reads(tokens, at - 2, &[":", ":"]);
            let library = self
                .libraries
                .iter()
                .find(|(name, _)| token == name && follows && !inside_a_path);
            let forbidden = library.filter(|(_, rooms)| !rooms.contains(&room));
            found.extend(forbidden.map(|(name, _)| *name));
            let touches = self.disk.contains(&room) || self.disk.contains(&file);
            if lex::reads(tokens, at, &["std", ":", ":", "fs"]) && !touches {
                found.push("std::fs");
            }
        }
        found
    }
}

/// The first line of code with a path of that name: tokens have no lines.
fn line(text: &str, name: &str) -> usize {
    let find = |name: &str| {
        let mut lines = text.lines();
        lines.position(|line| !line.trim_start().starts_with("//") && line.contains(name))
    };
    1 + find(&format!("{name}::"))
        .or_else(|| find(name))
        .unwrap_or_default()
}

/// How many modules deep a file of `codegen/src` is: 1 for `config.rs` and `ir/mod.rs`, 2 for
/// `ir/api.rs`.
fn depth(module: &str) -> usize {
    module.trim_end_matches("/mod.rs").split('/').count()
}

/// Where the first name of a path is, or of every path in a group.
fn heads(tokens: &[Token], at: usize) -> Vec<usize> {
    match tokens.get(at) {
        None => return Vec::new(),
        Some(first) if first != "{" => return vec![at],
        Some(_) => {}
    }
    let end = lex::group_end(tokens, at);
    let mut found = Vec::new();
    let mut next = at + 1;
    while next < end {
        found.push(next);
        while next < end && tokens[next] != "," {
            next = if tokens[next] == "{" {
                lex::group_end(tokens, next)
            } else {
                next + 1
            };
        }
        next += 1;
    }
    found
}

fn list(names: &[&str]) -> String {
    if names.is_empty() {
        "nothing of ours".to_owned()
    } else {
        names.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(path: &str, text: &str) -> Vec<String> {
        direction(&Tree::of(&[(path, text)]))
            .into_iter()
            .map(|finding| format!("{}: {}", finding.line, finding.message))
            .collect()
    }

    #[test]
    fn a_stage_may_use_what_comes_before_it() {
        assert!(
            messages(
                "codegen/src/lower/object.rs",
                "use crate::{ir::Api, openapi::Schema};\nuse super::union::lower;"
            )
            .is_empty()
        );
        assert!(messages("codegen/src/lib.rs", "use crate::{emit, lower};").is_empty());
    }

    #[test]
    fn a_group_is_read_through() {
        let found = messages(
            "codegen/src/lower/object.rs",
            "use crate::{\n    ir::{Api, plan},\n    plan::Crate,\n};",
        );
        assert_eq!(
            found,
            ["3: `lower` must not know `plan`; it may know: openapi, ir, source, diagnostics"]
        );
    }

    #[test]
    fn an_inline_path_counts() {
        let found = messages(
            "codegen/src/ir/api.rs",
            "\nfn f(span: crate::source::Span) {}",
        );
        assert_eq!(
            found,
            ["2: `ir` must not know `source`; it may know: nothing of ours"]
        );
    }

    #[test]
    fn rooms_of_a_room_have_a_direction() {
        let path = "codegen/src/plan/naming/types.rs";
        let text = "use crate::{ir::Api, plan::{Problem, rust::catalogue}};\nuse super::Renames;";
        assert_eq!(messages(path, text), [""; 0]);
        let expected = ["1: `naming` must not know `docs`; it may know: problems, rust"];
        let text = "use crate::{ir::Api, plan::{Problem, docs::code}};";
        assert_eq!(messages(path, text), expected);
        assert_eq!(messages(path, "use super::super::docs;"), expected);
    }

    #[test]
    fn enough_supers_reach_the_root() {
        let text = "use super::super::openapi::Schema;\nmod inner { use super::super::super::config::Config; use super::super::openapi; }";
        let found = messages("codegen/src/emit/client.rs", text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("1: `emit` must not know `openapi`"));
        assert!(found[1].starts_with("2: `emit` must not know `config`"));
        assert!(messages("codegen/src/emit/mod.rs", "use super::plan::Crate;").is_empty());
    }

    #[test]
    fn tests_and_quoted_code_are_free() {
        let text = "fn f() { quote! { use crate::openapi::X; } }\n#[cfg(test)]\nmod tests { use crate::openapi::X; }";
        assert!(messages("codegen/src/emit/client.rs", text).is_empty());
    }

    #[test]
    fn a_library_belongs_to_its_room() {
        assert_eq!(
            messages("codegen/src/plan/naming/types.rs", "use quote::quote;"),
            ["1: `plan` must not use `quote`"]
        );
        assert_eq!(
            messages("codegen/src/plan/naming/types.rs", "fn f() { quote!(a); }"),
            ["1: `plan` must not use `quote`"]
        );
        assert_eq!(
            messages("codegen/src/source/files.rs", "use std::fs;"),
            ["1: `source` must not use `std::fs`"]
        );
        assert!(messages("codegen/src/emit/types.rs", "use quote::quote;").is_empty());
        let own_quote = "use super::quote::Word;";
        assert!(messages("codegen/src/plan/naming/types.rs", own_quote).is_empty());
    }

    #[test]
    fn the_runtime_has_layers() {
        let found = messages(
            "codegen/runtime/src/error/mod.rs",
            "use crate::codec::DecodeError;\nuse crate::send::Outcome;",
        );
        assert_eq!(
            found,
            ["2: `error` must not know `send`; it may know: codec, redact, transport"]
        );
    }

    #[test]
    fn the_generator_does_not_need_the_export() {
        let text = "use crate::export::export;";
        assert_eq!(
            messages("codegen/src/project/client.rs", text),
            ["1: `export` is for users of the library only"]
        );
        assert!(messages("codegen/src/command/export.rs", "use specwright::export;").is_empty());
    }

    #[test]
    fn a_new_room_needs_a_row() {
        assert_eq!(messages("codegen/src/attic/mod.rs", "").len(), 1);
    }
}
