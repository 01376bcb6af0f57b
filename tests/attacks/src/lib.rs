//! Clients of documents that attack in every place at once, compiled: a payload that became code
//! would be an error here, a warning, or a documentation test that fails.

include!(concat!(env!("OUT_DIR"), "/modules.rs"));
