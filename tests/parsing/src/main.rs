//! The bare parse of a document: what no generator can be faster than.
//!
//! In: a file. Out: an exit code. It is its own program, so that `cargo xtask bench` measures it
//! like a generator. JSON becomes values, since that is the least that a generator needs of it; of
//! YAML only the events are read.

use std::error::Error;
use std::hint::black_box;
use std::path::Path;

use saphyr_parser::Parser;
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: parsing FILE")?;
    let text = std::fs::read_to_string(&path)?;
    if Path::new(&path)
        .extension()
        .is_some_and(|extension| extension == "json")
    {
        let value: Value = serde_json::from_str(&text)?;
        // Not freed: the process ends.
        std::mem::forget(black_box(value));
        return Ok(());
    }
    for event in Parser::new_from_str(&text) {
        black_box(event?);
    }
    Ok(())
}
