//! Runs that are killed, and runs at the same time.

use std::{collections::BTreeMap, path::Path, thread, time::Duration};

use specwright::output;

use super::super::folder::{Folder, tree};
use super::files::{version, writer};

type Tree = BTreeMap<String, Vec<u8>>;

/// The files in the folder after each version is written completely.
fn complete(out: &Path) -> [Tree; 2] {
    ["a", "b"].map(|name| {
        output::write(out, &version(name)).unwrap();
        tree(out)
    })
}

/// Pseudo-random numbers, the same in each run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Starts the writer and kills it after a random time, usually while it writes.
fn kill_one(out: &Path, numbers: &mut Numbers) {
    let mut child = writer(out, ["a", "b"], usize::MAX);
    thread::sleep(Duration::from_micros(numbers.below(40_000)));
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn the_next_run_finishes_a_killed_one() {
    let folder = Folder::new("output-killed");
    folder.write("out/by_hand.rs", "// By hand.");
    folder.write("out/extra/deep/by_hand.rs", "// By hand.");
    let out = folder.0.join("out");
    let versions = ["a", "b"].map(version);
    let complete = complete(&out);
    let mut numbers = Numbers(0x5eed);
    let mut mixtures = 0;
    for point in 0..60 {
        kill_one(&out, &mut numbers);
        let now = tree(&out);
        for (path, bytes) in &now {
            let whole = complete.iter().any(|one| one.get(path) == Some(bytes));
            assert!(whole, "point {point}: part of {path} is missing");
        }
        for (version, complete) in versions.iter().zip(&complete) {
            let changes = output::compare(&out, version).unwrap();
            assert_eq!(changes.is_empty(), now == *complete, "point {point}");
        }
        mixtures += usize::from(!complete.contains(&now));
        let next = point % 2;
        output::write(&out, &versions[next]).unwrap();
        assert_eq!(tree(&out), complete[next], "point {point}");
        assert!(!out.join(".specwright").exists(), "point {point}");
    }
    assert!(mixtures > 0, "no run was killed while it wrote");
}

#[test]
fn runs_at_the_same_time_wait_for_each_other() {
    let folder = Folder::new("output-together");
    folder.write("out/by_hand.rs", "// By hand.");
    let out = folder.0.join("out");
    let complete = complete(&out);
    let children = [["a", "b"], ["b", "a"], ["a", "b"]].map(|names| writer(&out, names, 10));
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert!(complete.contains(&tree(&out)));
    assert!(!out.join(".specwright").exists());
}
