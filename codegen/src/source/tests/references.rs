//! References, in every form and with every fault.

use super::load;
use crate::source::{Node, Sources, Unresolved};

const MAIN: &str = "
a:
  b/c: {d~: [x, {e: 1}]}
  'sp ace': 2
hop: {$ref: '#/a'}
far: {$ref: 'sub/other.yaml#/list'}
loop: {$ref: '#/loop'}
named: {$anchor: here, v: 3}
dynamic: {$dynamicAnchor: node, v: 4}
id: {$id: 'https://x.test/s/one.json', $defs: {t: {$anchor: in, v: 5}}, use: {$ref: '#/$defs/t'}}
tree: {$recursiveAnchor: true, kids: {$recursiveRef: '#'}}
broken: {$ref: broken.yaml}
absent: {$ref: gone.yaml}
out: {$ref: ../secret.yaml}
mapping: {dog: 'sub/dog.yaml', cat: Cat}
";

const OTHER: &str = "
list: [{v: 6}]
back: {$ref: '../main.yaml#/a/sp%20ace'}
deeper: {$ref: deeper.yaml}
";

fn sources() -> Sources {
    let files = [
        ("main.yaml", MAIN),
        ("sub/other.yaml", OTHER),
        ("sub/deeper.yaml", "v: 7"),
        ("sub/dog.yaml", "v: 8"),
        ("broken.yaml", "a: [1"),
    ];
    let (sources, diagnostics) = load(&files);
    assert!(diagnostics.is_empty());
    sources.unwrap()
}

/// What a reference at the top of the document means.
fn resolve(reference: &str) -> Result<serde_json::Value, Unresolved> {
    let sources = sources();
    let from = sources.root().span;
    sources.resolve(&from, reference).map(Node::to_json)
}

/// What the `$ref` of some node means.
fn resolve_at(path: &[&str]) -> Result<serde_json::Value, Unresolved> {
    let sources = sources();
    let mut members = path.iter();
    let node = members.try_fold(sources.root(), |node, name| node.get(name));
    let reference = node.unwrap().get("$ref").unwrap();
    let target = sources.resolve(&reference.span, reference.as_str().unwrap());
    target.map(Node::to_json)
}

fn is(reference: &str, expected: &serde_json::Value) {
    assert_eq!(resolve(reference).as_ref(), Ok(expected), "{reference}");
}

#[test]
fn every_form() {
    is("#/a/b~1c/d~0/1/e", &1.into());
    is("#/a/sp%20ace", &2.into());
    is("#/a/b~1c/d~0/0", &"x".into());
    is("main.yaml#/a/sp%20ace", &2.into());
    is("./sub/../main.yaml#/a/sp%20ace", &2.into());
    is("sub/deeper.yaml", &serde_json::json!({"v": 7}));
    is("sub/deeper.yaml#", &serde_json::json!({"v": 7}));
    is("sub/other.yaml#/deeper/v", &7.into());
    is("sub/dog.yaml#/v", &8.into());
    assert_eq!(resolve("#here").unwrap()["v"], 3);
    assert_eq!(resolve("#node").unwrap()["v"], 4);
    assert_eq!(resolve("#/named/v").unwrap(), 3);
    assert!(resolve("#").unwrap().get("named").is_some());
}

#[test]
fn references_in_the_middle_are_stepped_through() {
    is("#/hop/sp%20ace", &2.into());
    is("#/far/0/v", &6.into());
    is("#/hop", &serde_json::json!({"$ref": "#/a"}));
}

#[test]
fn a_chain_is_followed_to_its_end() {
    let sources = sources();
    let from = sources.root().span;
    let follow = |reference| sources.resolve_fully(&from, reference).map(Node::to_json);
    assert_eq!(follow("sub/other.yaml#/back"), Ok(2.into()));
    assert_eq!(follow("#/loop"), Err(Unresolved::Endless));
    assert_eq!(resolve("#/loop/x"), Err(Unresolved::Endless));
}

#[test]
fn addresses_of_parts() {
    is("https://x.test/s/one.json#/$defs/t/v", &5.into());
    assert_eq!(resolve("https://x.test/s/one.json#in").unwrap()["v"], 5);
    assert_eq!(resolve_at(&["id", "use"]).unwrap()["v"], 5);
    let tree = resolve_at(&["tree", "kids"]).unwrap();
    assert!(tree.get("kids").is_some(), "{tree}");
}

#[test]
fn misspelt_members_are_named_with_what_was_meant() {
    let error = resolve("#/nmaed").unwrap_err();
    assert_eq!(error.to_string(), "`main.yaml` has no `nmaed`");
    assert_eq!(error.help().unwrap(), "did you mean `named`?");
    let error = resolve("#/a/b~1c/x").unwrap_err();
    assert_eq!(error.to_string(), "`#/a/b~1c` of `main.yaml` has no `x`");
    assert_eq!(
        error.help().unwrap(),
        "add what is meant there, or remove the reference"
    );
    let gone = Unresolved::NoAnchor {
        path: "main.yaml".into(),
        name: "gone".into(),
    };
    assert_eq!(resolve("#gone"), Err(gone));
}

#[test]
fn items_are_numbered_from_zero() {
    for wrong in ["2", "01", "-1", "+1"] {
        let found = resolve(&format!("#/a/b~1c/d~0/{wrong}"));
        assert!(matches!(found, Err(Unresolved::NoMember { .. })), "{wrong}");
    }
}

#[test]
fn other_hosts_are_refused_with_help() {
    for remote in [
        "https://h.test/a/b.yaml#/x",
        "//h.test/b.yaml",
        "file:///etc/passwd",
        "C:/b.yaml",
    ] {
        let error = resolve(remote).unwrap_err();
        assert!(matches!(error, Unresolved::Remote { .. }), "{remote}");
    }
    let error = resolve("https://h.test/a/b.yaml#/x").unwrap_err();
    let help = error.help().unwrap();
    assert!(help.contains("`./b.yaml`"), "{help}");
}

#[test]
fn files_that_fail_are_faults_of_what_refers_to_them() {
    let broken = resolve_at(&["broken"]).unwrap_err();
    assert!(matches!(&broken, Unresolved::Broken { path, .. } if path == "broken.yaml"));
    let absent = resolve_at(&["absent"]).unwrap_err();
    assert_eq!(absent.to_string(), "can't read `gone.yaml`: no such file");
    for outside in [
        "../secret.yaml",
        "a/../../secret.yaml",
        "%2e%2e/secret.yaml",
        "/etc/passwd",
    ] {
        let (sources, _) = load(&[("main.yaml", &format!("a: {{$ref: '{outside}'}}"))]);
        let sources = sources.unwrap();
        let error = sources.resolve(&sources.root().span, outside).unwrap_err();
        assert!(matches!(error, Unresolved::OutsideRoot { .. }), "{outside}");
    }
}

#[test]
fn a_file_is_loaded_once() {
    let sources = sources();
    let paths: Vec<_> = sources
        .files()
        .map(|(_, file)| file.path.as_str())
        .collect();
    let expected = "main.yaml broken.yaml sub/dog.yaml sub/other.yaml sub/deeper.yaml";
    assert_eq!(paths.join(" "), expected);
}
