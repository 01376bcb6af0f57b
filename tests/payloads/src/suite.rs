//! The official test suite of JSON Schema, through generated types.
//!
//! In: the folder of the suite. Out: for each keyword how many valid instances are read, pass
//! `validate()` and are written unchanged, and how many invalid ones are refused. All schemas
//! become components of one document, so that one client has them all.

mod cases;
mod excluded;
mod report;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use specwright::config::ApiConfig;
use specwright::plan::{Origin, Role};

use self::cases::{Cases, Group, Test};
use self::report::{Excluded, Failed, Report};
use crate::Failure;
use crate::compare::{Facts, compare, is_unchanged};
use crate::document::{Job, generated};
use crate::harness::{Harness, Payload, RoundTrip};

/// The name of the document, and of what is built for it.
const NAME: &str = "json-schema-suite";

/// The member that an instance is.
const MEMBER: &str = "value";

/// The component that has an instance for a member: what is an alias can't be validated by itself,
/// but where it is used.
fn holder(group: &Group) -> String {
    format!("{}-holder", group.component)
}

/// Runs the suite and writes what became of it.
pub(crate) fn run(root: &Path, folder: &Path, work: &Path, out: &Path) -> Result<(), Failure> {
    let cases = cases::read(folder)?;
    fs::create_dir_all(work)?;
    // What the schema does not name is dropped unless the configuration says otherwise, which it
    // can of responses: then nothing may be lost.
    let [dropping, keeping] = [false, true].map(|keep_unknown| {
        let config = ApiConfig {
            keep_unknown,
            ..ApiConfig::default()
        };
        results(root, &cases, work, &config)
    });
    let (dropping, keeping) = (dropping?, keeping?);
    let mut report = Report {
        schemas: cases.groups.len(),
        out_of_scope: cases.out_of_scope.clone(),
        ..Report::default()
    };
    let response_keys = HashSet::new();
    let facts = Facts {
        response_only: false,
        response_keys: &response_keys,
    };
    let mut results = dropping.iter().zip(&keeping);
    for group in &cases.groups {
        let schema = jsonschema::draft202012::new(&group.schema)
            .map_err(|error| format!("{}: {error}", group.component))?;
        for (test, (dropping, keeping)) in group.tests.iter().zip(results.by_ref()) {
            let fault = fault(&test.data, dropping, &|input, output| {
                compare(input, output, &schema, facts).failures.is_empty()
            });
            let fault = fault.or_else(|| self::fault(&test.data, keeping, &is_unchanged));
            count(&mut report, group, test, dropping, fault);
        }
    }
    fs::write(out, serde_json::to_string_pretty(&report)?)?;
    println!("{}", report::summary(&report));
    Ok(())
}

/// What became of the instances of all groups, in their order.
fn results(
    root: &Path,
    cases: &Cases,
    work: &Path,
    config: &ApiConfig,
) -> Result<Vec<RoundTrip>, Failure> {
    let client = work.join(NAME);
    // A client of another document would be taken for this one.
    if client.exists() {
        fs::remove_dir_all(&client)?;
    }
    let entry = work.join(format!("{NAME}.json"));
    fs::write(&entry, document(cases, !config.keep_unknown).to_string())?;
    let job = Job {
        root,
        name: NAME,
        entry,
        reach: None,
        client: client.clone(),
        limit: None,
    };
    let generated = generated(&job, config)?;
    let type_of = |group: &Group| {
        let pointer = format!("#/components/schemas/{}", holder(group));
        let of = |origin: &&Origin| origin.role == Role::Component && origin.origin == pointer;
        let origin = generated.types.iter().find(of);
        let ty = origin.map(|origin| origin.ty.clone());
        ty.ok_or_else(|| format!("`{pointer}` has no type").into())
    };
    let types: Vec<String> = cases
        .groups
        .iter()
        .map(type_of)
        .collect::<Result<_, Failure>>()?;
    let harness = Harness::build(root, NAME, &client, &types)?;
    let payload = |ty, test: &Test| Payload {
        ty,
        json: json!({MEMBER: test.data}).to_string(),
    };
    let groups = cases.groups.iter().enumerate();
    let payloads =
        groups.flat_map(|(ty, group)| group.tests.iter().map(move |test| payload(ty, test)));
    harness.run(&payloads.collect::<Vec<_>>())
}

/// A document with every schema as a component that is received, and perhaps sent, too. Each has
/// its own identifier, so that references within it lead where the suite means them to.
fn document(cases: &Cases, sent: bool) -> Value {
    let (mut schemas, mut paths) = (Map::new(), Map::new());
    for group in &cases.groups {
        let mut schema = group.schema.clone();
        if let Value::Object(members) = &mut schema {
            // What a schema states is last and wins.
            let id = format!("https://suite.test/{}", group.component);
            let mut identified = Map::from_iter([("$id".to_owned(), id.into())]);
            identified.append(members);
            *members = identified;
        }
        schemas.insert(group.component.clone(), schema);
        let reference = format!("#/components/schemas/{}", group.component);
        let holding = json!({"type": "object", "required": [MEMBER], "properties": {MEMBER: {"$ref": reference}}});
        schemas.insert(holder(group), holding);
        let reference = format!("#/components/schemas/{}", holder(group));
        let content = json!({"application/json": {"schema": {"$ref": reference}}});
        let mut echo =
            json!({"responses": {"200": {"description": "The instance", "content": content}}});
        if sent {
            echo["requestBody"] = json!({"required": true, "content": content});
        }
        paths.insert(format!("/{}", group.component), json!({"post": echo}));
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "The test suite of JSON Schema", "version": "2020-12"},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

fn count(
    report: &mut Report,
    group: &Group,
    test: &Test,
    result: &RoundTrip,
    fault: Option<String>,
) {
    let count = report.keywords.entry(group.keyword.clone()).or_default();
    let name = format!(
        "{}: {}: {}",
        group.keyword, group.description, test.description
    );
    if !test.valid {
        count.invalid += 1;
        match result {
            RoundTrip::Unread(_) => count.unread += 1,
            RoundTrip::Written {
                violations: Some(_),
                ..
            } => count.refused += 1,
            _ => report.accepted.push(name),
        }
        return;
    }
    match (excluded::rule(&name), fault) {
        (None, None) => {
            count.valid += 1;
            count.survived += 1;
        }
        (None, Some(what)) => {
            count.valid += 1;
            report.failures.push(Failed { test: name, what });
        }
        (Some(rule), Some(_)) => report.excluded.push(Excluded { test: name, rule }),
        // The list must not outlive what it excuses.
        (Some(_), None) => {
            count.valid += 1;
            let what = "it survives, although it is listed as excluded".to_owned();
            report.failures.push(Failed { test: name, what });
        }
    }
}

/// Why a valid instance did not survive.
fn fault(
    data: &Value,
    result: &RoundTrip,
    is_same: &dyn Fn(&Value, &Value) -> bool,
) -> Option<String> {
    match result {
        RoundTrip::Written { json, violations } => {
            if let Some(violations) = violations {
                return Some(format!("`validate()` refuses {data}: {violations}"));
            }
            let written: Value = serde_json::from_str(json).unwrap_or_default();
            let is_back = written
                .get(MEMBER)
                .is_some_and(|written| is_same(data, written));
            (!is_back).then(|| format!("{data} is written as {json}"))
        }
        RoundTrip::Unread(why) => Some(format!("{data} is not read: {why}")),
        RoundTrip::Unwritten(why) => Some(format!("{data} is not written: {why}")),
        RoundTrip::Panic(why) | RoundTrip::Aborted(why) => Some(format!("{data}: {why}")),
    }
}
