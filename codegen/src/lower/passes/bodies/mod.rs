//! Passes over request bodies and responses.

pub(super) mod duplicate_forms;
pub(super) mod files;
pub(super) mod whole_response;
pub(super) mod xml_as_text;
