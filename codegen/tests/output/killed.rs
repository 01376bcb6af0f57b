//! Runs that are killed, and runs at the same time.

use std::{collections::BTreeMap, fs, io, path::Path, thread, time::Duration};

use specwright::output::{self, OutputError};

use super::folder::{Folder, tree, version, writer};

type Tree = BTreeMap<String, Option<Vec<u8>>>;

/// What the folder holds after each version is written whole.
fn whole(out: &Path) -> io::Result<[Tree; 2]> {
    let mut trees = Vec::new();
    for name in ["a", "b"] {
        output::write(out, &version(name)).map_err(io::Error::other)?;
        trees.push(tree(out)?);
    }
    trees.try_into().map_err(|_| io::Error::other("two"))
}

/// Numbers that look random and are the same each time (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Starts the writer and kills it after a time that is drawn: sometimes before it begins, most often in the midst of it.
fn kill_one(out: &Path, numbers: &mut Numbers) -> io::Result<()> {
    let mut child = writer(out, "a", usize::MAX)?;
    thread::sleep(Duration::from_micros(numbers.below(40_000)));
    child.kill()?;
    child.wait().map(drop)
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn a_killed_run_leaves_the_old_or_the_new_folder() -> io::Result<()> {
    let folder = Folder::new("killed")?;
    folder.put("out/by_hand.rs", "// By hand.")?;
    folder.put("out/extra/deep/by_hand.rs", "// By hand.")?;
    folder.put(
        "out/target/CACHEDIR.TAG",
        "Signature: 8a477f597d28d172789f06886806bc55",
    )?;
    let out = folder.out();
    let whole = whole(&out)?;
    let mut numbers = Numbers(0x5eed);
    for point in 0..100 {
        kill_one(&out, &mut numbers)?;
        let mut now = tree(&out)?;
        // The cache is moved by a step of its own, and brought back by the next run.
        let cache = |path: &str| path.starts_with("target");
        if !now.keys().any(|path| cache(path)) {
            output::write(&out, &version("a")).map_err(io::Error::other)?;
            now = tree(&out)?;
        }
        assert!(whole.contains(&now), "point {point}: {:#?}", now.keys());
    }
    output::write(&out, &version("a")).map_err(io::Error::other)?;
    assert_eq!(tree(&out)?, whole[0]);
    assert_eq!(
        fs::read_dir(&folder.0)?.count(),
        1,
        "something was left beside"
    );
    Ok(())
}

#[test]
fn where_folders_cannot_be_swapped_the_next_run_completes() -> io::Result<()> {
    let folder = Folder::new("journal")?;
    folder.put("out/.git/HEAD", "ref")?;
    let out = folder.out();
    let whole = whole(&out)?;
    let mut numbers = Numbers(0xcafe);
    for point in 0..30 {
        kill_one(&out, &mut numbers)?;
        match output::compare(&out, &version("a")) {
            // Nobody is told that half of a client is a whole one.
            Err(OutputError::Interrupted(_)) => {}
            Err(error) => panic!("point {point}: {error}"),
            Ok(_) => assert!(whole.contains(&tree(&out)?), "point {point}"),
        }
        let which = point % 2;
        output::write(&out, &version(["a", "b"][which])).map_err(io::Error::other)?;
        assert_eq!(tree(&out)?, whole[which], "point {point}");
    }
    assert!(!out.join(".specwright").exists());
    Ok(())
}

#[test]
fn runs_at_the_same_time_wait_for_each_other() -> io::Result<()> {
    for (name, hidden) in [
        ("together", None),
        ("together-journal", Some("out/.git/HEAD")),
    ] {
        let folder = Folder::new(name)?;
        folder.put("out/by_hand.rs", "// By hand.")?;
        hidden.map_or(Ok(()), |path| folder.put(path, "ref"))?;
        let out = folder.out();
        let whole = whole(&out)?;
        let children = ["a", "b", "a"].map(|first| writer(&out, first, 40));
        for child in children {
            assert!(child?.wait()?.success());
        }
        assert!(whole.contains(&tree(&out)?));
        assert_eq!(
            fs::read_dir(&folder.0)?.count(),
            1,
            "something was left beside"
        );
    }
    Ok(())
}
