//! Unions of 2, 10 and 40 members, with a tag and without one: a document for the generator, and
//! the same types as serde's derive has them.
//!
//! In: nothing. Out: `api.rs`, which the generator writes, and `derived.rs`, both in `OUT_DIR`. The
//! members look like the items of `OpenAI`'s responses: an identifier, a status, a list of parts,
//! and some members of their own.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use serde_json::{Map, Value, json};

const SIZES: [usize; 3] = [2, 10, 40];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var("OUT_DIR")?;
    let document = Path::new(&out).join("unions.json");
    fs::write(&document, document_of_unions().to_string())?;
    specwright::build::document(&document)
        .module("api")
        .generate()?;
    fs::write(Path::new(&out).join("derived.rs"), derived()?)?;
    Ok(())
}

fn document_of_unions() -> Value {
    let mut schemas = Map::new();
    schemas.insert(
        "Part".to_owned(),
        json!({
            "type": "object",
            "required": ["text"],
            "properties": {
                "text": { "type": "string" },
                "logprobs": { "type": "array", "items": { "type": "number" } },
            },
        }),
    );
    let largest = SIZES.into_iter().max().unwrap_or_default();
    for at in 0..largest {
        schemas.insert(format!("Tagged{at}"), member(at, true));
        schemas.insert(format!("Untagged{at}"), member(at, false));
    }
    for size in SIZES {
        let members = |name: &str| -> Vec<Value> {
            (0..size)
                .map(|at| json!({ "$ref": format!("#/components/schemas/{name}{at}") }))
                .collect()
        };
        let mapping: Map<String, Value> = (0..size)
            .map(|at| (tag(at), format!("#/components/schemas/Tagged{at}").into()))
            .collect();
        schemas.insert(
            format!("TaggedOf{size}"),
            json!({
                "oneOf": members("Tagged"),
                "discriminator": { "propertyName": "type", "mapping": mapping },
            }),
        );
        schemas.insert(
            format!("UntaggedOf{size}"),
            json!({ "oneOf": members("Untagged") }),
        );
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Unions", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    })
}

fn tag(at: usize) -> String {
    format!("kind_{at}")
}

fn member(at: usize, tagged: bool) -> Value {
    let mut properties = json!({
        "id": { "type": "string" },
        "status": { "type": "string" },
        "content": { "type": "array", "items": { "$ref": "#/components/schemas/Part" } },
        format!("value_{at}"): { "type": "string" },
        format!("count_{at}"): { "type": "integer" },
    });
    let mut required = vec!["id".to_owned(), "content".to_owned(), format!("value_{at}")];
    if tagged {
        properties["type"] = json!({ "type": "string", "const": tag(at) });
        required.push("type".to_owned());
    }
    json!({ "type": "object", "properties": properties, "required": required })
}

/// The same types with derives. What is optional is left out as the generator's are.
fn derived() -> Result<String, std::fmt::Error> {
    let mut out = String::from(
        "#[derive(Serialize, Deserialize)]\npub(crate) struct Part {\npub(crate) text: String,\n\
        #[serde(skip_serializing_if = \"Option::is_none\")]\npub(crate) logprobs: Option<Vec<f64>>,\n}\n",
    );
    let largest = SIZES.into_iter().max().unwrap_or_default();
    for at in 0..largest {
        writeln!(
            out,
            "#[derive(Serialize, Deserialize)]\npub(crate) struct Member{at} {{\npub(crate) id: String,\n\
            #[serde(skip_serializing_if = \"Option::is_none\")]\npub(crate) status: Option<String>,\npub(crate) content: Vec<Part>,\n\
            pub(crate) value_{at}: String,\n#[serde(skip_serializing_if = \"Option::is_none\")]\npub(crate) count_{at}: Option<i64>,\n}}"
        )?;
    }
    for size in SIZES {
        writeln!(
            out,
            "#[derive(Serialize, Deserialize)]\n#[serde(tag = \"type\")]\npub(crate) enum TaggedOf{size} {{"
        )?;
        for at in 0..size {
            writeln!(
                out,
                "#[serde(rename = \"{}\")]\nMember{at}(Member{at}),",
                tag(at)
            )?;
        }
        writeln!(
            out,
            "}}\n#[derive(Serialize, Deserialize)]\n#[serde(untagged)]\npub(crate) enum UntaggedOf{size} {{"
        )?;
        for at in 0..size {
            writeln!(out, "Member{at}(Member{at}),")?;
        }
        out.push_str("}\n");
    }
    Ok(out)
}
