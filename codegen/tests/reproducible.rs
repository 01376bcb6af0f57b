//! The same document gives the same bytes, wherever, whenever and for whom it is generated.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Dinge, version: '1', description: The 2nd of March 2024}
paths:
  /b: {get: {tags: [b, a], responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}}}}}
  /a: {get: {tags: [a], responses: {'204': {description: d}}}}
components:
  schemas:
    B: {type: object, properties: {I: {type: integer}, i: {type: number}, when: {type: string, format: date-time, default: '2024-03-02T00:00:00Z'}}}
";

/// The files of a folder and below, by path.
fn tree(folder: &Path) -> io::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).map_err(io::Error::other)?;
                found.insert(name.to_path_buf(), fs::read(&path)?);
            }
        }
    }
    Ok(found)
}

#[test]
fn surroundings_change_nothing() -> io::Result<()> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reproducible");
    let _ = fs::remove_dir_all(&root);
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
        let folder = root.join(place);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("things.yaml"), DOCUMENT)?;
        let output = Command::new(env!("CARGO_BIN_EXE_specwright"))
            .args(["generate", "things.yaml", "--out", "out", "--runtime", "1"])
            .current_dir(&folder)
            .env_clear()
            .envs(variables)
            .output()?;
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        trees.push(tree(&folder.join("out"))?);
    }
    assert!(trees[0].len() > 3 && trees[0] == trees[1]);
    fs::remove_dir_all(&root)
}
