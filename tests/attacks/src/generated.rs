//! What the generator makes of a document.

use serde_json::Value;
use specwright::config::ApiConfig;
use specwright::plan::Target;
use specwright::source::Memory;
use specwright::{Generated, Input, generate};

/// Generates for a target.
pub(crate) fn generated(document: &Value, target: &Target) -> Generated {
    let text = document.to_string();
    generate(&Input {
        reader: &Memory::new([("document.json", text.as_str())]),
        entry: "document.json",
        config: &ApiConfig::default(),
        config_text: None,
        target,
        dump: None,
    })
}
