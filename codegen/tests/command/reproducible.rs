//! The same document becomes the same bytes, wherever, whenever and for whom it is generated.

use super::folder::{Folder, Ran, tree};

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Dinge, version: '1', description: The 2nd of March 2024}
paths:
  /b: {get: {tags: [b, a], responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}}}}}
  /a: {get: {tags: [a], responses: {'204': {description: d}}}}
components:
  schemas:
    B: {type: object, properties: {I: {type: integer}, i: {type: number}, when: {type: string, format: date-time, default: '2024-03-02T00:00:00Z'}}}
";

#[test]
fn surroundings_change_nothing() {
    let root = Folder::new("reproducible");
    let mut trees = Vec::new();
    for (place, variables) in [
        (
            "one",
            [("TZ", "UTC"), ("LANG", "C"), ("HOME", "/"), ("USER", "a")],
        ),
        (
            "two/ö folder/deep",
            [
                ("TZ", "Asia/Kathmandu"),
                ("LANG", "tr_TR.UTF-8"),
                ("HOME", "/tmp"),
                ("USER", "b"),
            ],
        ),
    ] {
        root.write(&format!("{place}/things.yaml"), DOCUMENT);
        let folder = root.0.join(place);
        let output = root
            .command(&["generate", "things.yaml", "--out", "out", "--runtime", "1"])
            .current_dir(&folder)
            .env_clear()
            .envs(variables)
            .output()
            .unwrap();
        Ran::of(&output).succeeds();
        trees.push(tree(&folder.join("out")));
    }
    assert!(trees[0].len() > 3 && trees[0] == trees[1]);
}
