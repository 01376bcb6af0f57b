//! A program with strict lints that uses nothing but a type of its client.

#![deny(warnings, missing_docs)]

use std::error::Error;

include!(concat!(env!("OUT_DIR"), "/api.rs"));

#[test]
fn its_lints_are_not_for_the_client() -> Result<(), Box<dyn Error>> {
    let greeting: api::models::Greeting = serde_json::from_str(r#"{"text":"hello"}"#)?;
    assert_eq!(greeting.text, "hello");
    Ok(())
}
