//! Ids and times of a span as Scale writes them.
//!
//! In: bytes, instants, and the attributes that name ids of Scale. Out: texts and timestamps; an
//! attribute that is used is taken.

use std::fmt::Write as _;
use std::time::{Duration, SystemTime};

use serde_json::{Map, Value};
use spanwire::Timestamp;

use super::conventions::{CONVERSATION_ID, SESSION_ID, SGP_GROUP_ID, SGP_TRACE_ID};

/// Scale refuses ids that are longer.
const LONGEST_ID: usize = 256;

/// The trace that an attribute names in place of OpenTelemetry's.
pub(super) fn trace_id(attributes: &mut Map<String, Value>) -> Option<String> {
    take_id(attributes, SGP_TRACE_ID)
}

/// The group that the first of several attributes names.
pub(super) fn group_id(attributes: &mut Map<String, Value>) -> Option<String> {
    let mut names = [SGP_GROUP_ID, CONVERSATION_ID, SESSION_ID].into_iter();
    names.find_map(|name| take_id(attributes, name))
}

/// Takes an attribute that is a valid id, so that a wrong one does not cost the span.
fn take_id(attributes: &mut Map<String, Value>, name: &str) -> Option<String> {
    let id = match attributes.get(name)? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let valid = !id.is_empty() && id.len() <= LONGEST_ID;
    valid.then(|| {
        attributes.remove(name);
        id
    })
}

/// The bytes of an id in hex.
pub(super) fn hex(id: &[u8]) -> String {
    id.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The instant, cut to microseconds; the epoch for one that RFC 3339 cannot express.
pub(super) fn timestamp(time: SystemTime) -> Timestamp {
    let finer =
        |distance: Duration| Duration::from_nanos(u64::from(distance.subsec_nanos() % 1000));
    let cut = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => time.checked_sub(finer(after)),
        Err(before) => time.checked_add(finer(before.duration())),
    };
    cut.and_then(|time| Timestamp::try_from(time).ok())
        .unwrap_or_default()
}
