//! The criterion benchmarks of the workspace.
//!
//! In: the bench targets that there are. Out: the median of each benchmark, as criterion keeps it
//! below `target/criterion`: one subject a group and parameter, one entry a function.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::failed;
use super::results::{Entry, Sample};
use crate::{cargo, process};

/// What cargo says of the workspace.
#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    targets: Vec<Target>,
}

#[derive(Debug, Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

impl Target {
    fn is_bench(&self) -> bool {
        self.kind.iter().any(|kind| kind == "bench")
    }
}

/// How criterion names a benchmark.
#[derive(Debug, Deserialize)]
struct Named {
    group_id: String,
    function_id: Option<String>,
    value_str: Option<String>,
}

/// What it found, in nanoseconds.
#[derive(Debug, Deserialize)]
struct Estimates {
    median: Estimate,
}

#[derive(Debug, Deserialize)]
struct Estimate {
    point_estimate: f64,
}

/// Runs the benchmarks and reads their results.
pub(super) fn run(root: &Path) -> Result<Vec<(String, Vec<Entry>)>, String> {
    let folder = cargo::target(root).join("criterion");
    if folder.exists() {
        // Those that were renamed would stay.
        fs::remove_dir_all(&folder).map_err(|error| failed(&folder, &error))?;
    }
    for (package, bench) in targets(root)? {
        println!("measuring {bench} of {package}");
        let arguments = ["bench", "--quiet", "--package", &package, "--bench", &bench];
        cargo::command(root, &arguments).run()?;
    }
    if folder.exists() {
        read(&folder)
    } else {
        Ok(Vec::new())
    }
}

/// The packages of the workspace that have bench targets, and the targets.
fn targets(root: &Path) -> Result<Vec<(String, String)>, String> {
    let arguments = [
        "metadata",
        "--no-deps",
        "--offline",
        "--format-version",
        "1",
    ];
    let ended = process::run(cargo::plain(root).args(arguments), None)?;
    let metadata: Metadata = serde_json::from_str(&ended.stdout)
        .map_err(|error| format!("`cargo metadata`: {error}"))?;
    let mut found = Vec::new();
    for package in metadata.packages {
        let benches = package.targets.into_iter().filter(Target::is_bench);
        found.extend(benches.map(|bench| (package.name.clone(), bench.name)));
    }
    Ok(found)
}

/// Every benchmark below the folder.
fn read(folder: &Path) -> Result<Vec<(String, Vec<Entry>)>, String> {
    let mut found = Vec::new();
    collect(folder, &mut found)?;
    found.sort();
    let mut subjects: Vec<(String, Vec<Entry>)> = Vec::new();
    for path in found {
        let named: Named = json(&path.join("benchmark.json"))?;
        let estimates: Estimates = json(&path.join("estimates.json"))?;
        let wall = estimates.median.point_estimate / 1e9;
        let subject = match &named.value_str {
            Some(value) => format!("{}, {value}", named.group_id),
            None => named.group_id.clone(),
        };
        let sample = Sample {
            wall,
            cpu: wall,
            mb: 0,
        };
        let entry = Entry {
            who: named.function_id.unwrap_or_default(),
            samples: vec![sample],
            ..Entry::default()
        };
        match subjects.iter_mut().find(|(name, _)| *name == subject) {
            Some((_, entries)) => entries.push(entry),
            None => subjects.push((subject, vec![entry])),
        }
    }
    Ok(subjects)
}

/// The folders of the newest estimates.
fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), String> {
    let fault = |error: std::io::Error| failed(folder, &error);
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.ends_with("new") && path.join("benchmark.json").exists() {
            found.push(path);
        } else if path.is_dir() {
            collect(&path, found)?;
        }
    }
    Ok(())
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|error| failed(path, &error))?;
    serde_json::from_str(&text).map_err(|error| failed(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_with_the_same_parameter_stand_side_by_side() {
        let folder = cargo::target(&crate::root()).join("tmp").join("criterion");
        let _ = fs::remove_dir_all(&folder);
        for (function, median) in [("codec", 1500.0), ("derive", 3000.0)] {
            let new = folder.join("decode").join(function).join("10").join("new");
            fs::create_dir_all(&new).unwrap();
            let named = format!(
                r#"{{"group_id": "decode", "function_id": "{function}", "value_str": "10", "throughput": null}}"#
            );
            fs::write(new.join("benchmark.json"), named).unwrap();
            let estimates = format!(r#"{{"median": {{"point_estimate": {median}}}}}"#);
            fs::write(new.join("estimates.json"), estimates).unwrap();
        }
        let subjects = read(&folder).unwrap();
        let [(subject, entries)] = &subjects[..] else {
            panic!("{subjects:?}")
        };
        assert_eq!(subject, "decode, 10");
        let entries: Vec<_> = entries
            .iter()
            .map(|entry| (entry.who.as_str(), entry.samples[0].wall * 1e6))
            .collect();
        assert_eq!(entries.len(), 2);
        assert!(entries[0].0 == "codec" && (entries[0].1 - 1.5).abs() < 1e-9);
        assert!(entries[1].0 == "derive" && (entries[1].1 - 3.0).abs() < 1e-9);
    }
}
