//! Every model of the three clients with samples: what is decoded and encoded again is the same
//! JSON.
//!
//! The samples are those of the pages that the documents transcribe, with real values where a page
//! has a placeholder that the document's format does not allow.

mod assertions;
mod constants;
mod fiddler;
mod formats;
mod galileo;
mod limits;
mod models;
mod representations;
mod samples;
mod scale;
mod schemas;
mod shapes;
mod unknown;
mod values;

use serde::Serialize;
use serde_json::Value;
use specwright_runtime::codec::{decode, encode};
use specwright_runtime::{FromBody, ToBody};

/// Decodes, encodes, and returns the decoded value if both are the same JSON.
#[track_caller]
fn survives<T: Serialize + FromBody + ToBody>(sample: Value) -> T {
    let value: T = decoded(&sample);
    let encoded =
        serde_json::to_value(&value).unwrap_or_else(|error| panic!("not encoded: {error}"));
    assert_eq!(encoded, sample);
    let text = encode(&value).unwrap_or_else(|error| panic!("not encoded: {error}"));
    assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(sample));
    value
}

/// Decodes from text, as a client does.
#[track_caller]
fn decoded<T: FromBody>(sample: &Value) -> T {
    decode(sample.to_string().as_bytes()).unwrap_or_else(|error| panic!("not decoded: {error}"))
}

/// What is said of a value that can't be decoded.
#[track_caller]
fn refused<T: std::fmt::Debug + FromBody>(sample: &Value) -> String {
    decode::<T>(sample.to_string().as_bytes())
        .expect_err("decoded against expectation")
        .to_string()
}
