//! The reference of the configuration: its examples generate, and it lists every key.

use std::collections::BTreeSet;
use std::fs;

use specwright::config::{Config, ConfigText};
use specwright::diagnostics::{Style, render};
use specwright::plan::Target;
use specwright::source::Memory;
use specwright::{Input, generate};

use crate::{Outcome, folder};

/// The keys that are allowed where `at` is followed by an unknown one.
fn keys(at: &str) -> Vec<String> {
    let error = Config::parse(&format!("{at}nobody-knows = 1\n")).unwrap_err();
    let message = error.message().split_once(", expected ");
    let words = message.map_or("", |(_, known)| known).split('`');
    words.skip(1).step_by(2).map(str::to_owned).collect()
}

/// The examples of the reference, each as a whole file: what shows a table of a client has the
/// client before it.
fn examples_of_configuration() -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let text = fs::read_to_string(folder().join("config.md"))?;
    let blocks = text.split("```toml\n").skip(1);
    let blocks = blocks.filter_map(|rest| rest.split("```").next());
    // A manifest and `names.lock` are not configurations.
    let others = ["# begin features", "[things.methods]"];
    let blocks = blocks.filter(|block| others.iter().all(|other| !block.contains(other)));
    let whole = blocks.map(|block| {
        if block.contains("spec = ") {
            block.to_owned()
        } else {
            format!("[things]\nspec = \"things.yaml\"\n{block}")
        }
    });
    Ok(whole.collect())
}

#[test]
fn every_example_of_the_reference_generates() -> Outcome {
    const DOCUMENT: &str = include_str!("things.yaml");
    const OVERLAY: &str = "overlay: 1.0.0\ninfo: {title: a, version: '1'}\nactions: [{target: $.info, update: {title: Things}}]\n";
    let (mut count, mut shown) = (0, BTreeSet::new());
    for text in examples_of_configuration()? {
        let config = Config::parse(&text).map_err(|error| format!("{text}\n{error}"))?;
        for (name, api) in &config.apis {
            let table: toml::Table = toml::from_str(&text)?;
            shown.extend(
                table[name]
                    .as_table()
                    .into_iter()
                    .flat_map(|all| all.keys().cloned()),
            );
            let files = Memory::new([
                (api.spec.as_str(), DOCUMENT),
                ("things.overlay.yaml", OVERLAY),
            ]);
            let runtime = specwright::plan::Runtime::default();
            let target = match api.features {
                Some(_) => Target::module(name, &api.spec),
                None => Target::package(name, &api.spec, runtime),
            };
            let text = ConfigText {
                path: "codegen.toml".to_owned(),
                text: text.clone(),
                table: name.clone(),
            };
            let generated = generate(&Input {
                reader: &files,
                entry: &api.spec,
                config: api,
                config_text: Some(&text),
                target: &target,
                dump: None,
            });
            let report = render(
                &generated.diagnostics,
                generated.sources.as_ref(),
                Style::Plain,
            );
            assert!(report.is_empty(), "{}\n{report}", text.text);
            count += 1;
        }
    }
    assert!(count > 8, "{count} clients");
    let known: BTreeSet<String> = keys("[a]\nspec = \"\"\n").into_iter().collect();
    assert_eq!(
        shown, known,
        "the keys that examples show, and those that there are"
    );
    Ok(())
}

#[test]
fn the_reference_of_the_configuration_is_complete_and_right() -> Outcome {
    let text = fs::read_to_string(folder().join("config.md"))?;
    let example = text
        .split("```toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let config = Config::parse(example.ok_or("there is no example")?)?;
    assert_eq!(config.apis["things"].pagination.len(), 2);
    let sections = text.split("\n## ").map(|section| {
        let (heading, rest) = section.split_once('\n').unwrap_or((section, ""));
        let at = match heading {
            "# Configuration reference" => "[a]\nspec = \"\"\n",
            "The runtime" => "[runtime]\n",
            "Operations" => "[a.operations]\n",
            "Parameters of the client" => "[a.client.p]\n",
            "Features" => "[a.features]\n",
            "Pagination" => "[a.pagination.p]\nstyle = \"url\"\n",
            _ => "",
        };
        (heading, at, rest)
    });
    let mut tables = 0;
    for (heading, at, part) in sections {
        let rows = part.lines().filter_map(|line| line.strip_prefix("| `"));
        let rows: BTreeSet<_> = rows
            .filter_map(|row| row.split('`').next())
            .map(str::to_owned)
            .collect();
        let known = if at.is_empty() { Vec::new() } else { keys(at) };
        assert_eq!(rows, known.into_iter().collect(), "{heading}");
        tables += usize::from(!at.is_empty());
    }
    assert_eq!(tables, 6);
    Ok(())
}
