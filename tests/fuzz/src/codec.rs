//! What a type has read, it writes so that it reads the same again.

use std::fmt::Debug;

use golden::{
    all_of, enumerations, hierarchy, limits, objects, recursion, scalars, unions_by_shape,
    unions_tagged,
};
use serde::Serialize;
use spanwire::{fiddler_v3, galileo_v2, scale_v5};
use specwright_runtime::{
    Base64, Date, FromBody, Nullable, Time, Timestamp, ToBody, Validate, codec as runtime,
};

/// Reads the bytes after the first as the type that the first says.
pub(crate) fn codec(bytes: &[u8]) {
    let Some((choice, text)) = bytes.split_first() else {
        return;
    };
    let checks: &[fn(&[u8])] = &[
        validated::<scale_v5::models::Span>,
        validated::<scale_v5::models::SpanCreateRequest>,
        validated::<scale_v5::models::SpanSearchRequest>,
        validated::<galileo_v2::models::SpanUpdateRequest>,
        validated::<fiddler_v3::models::BulkAddSpansRequest>,
        validated::<unions_tagged::models::Mapped>,
        validated::<unions_tagged::models::Nested>,
        validated::<unions_tagged::models::Unmapped>,
        validated::<unions_by_shape::models::Message>,
        validated::<unions_by_shape::models::Holder>,
        validated::<hierarchy::models::Owner>,
        validated::<all_of::models::Distributed>,
        validated::<all_of::models::WithUnion>,
        validated::<recursion::models::Expression>,
        validated::<recursion::models::Tree>,
        validated::<scalars::models::Scalars>,
        validated::<enumerations::models::Palette>,
        validated::<enumerations::models::Mixed>,
        validated::<objects::models::Thing>,
        validated::<limits::models::Holder>,
        twice::<Timestamp>,
        twice::<Date>,
        twice::<Time>,
        twice::<Base64>,
        twice::<Nullable<Vec<f64>>>,
    ];
    checks[usize::from(*choice) % checks.len()](text);
}

fn twice<T: FromBody + ToBody + Serialize + PartialEq + Debug>(text: &[u8]) {
    read(text, |_: &T| {});
}

fn validated<T: FromBody + ToBody + Serialize + PartialEq + Debug + Validate>(text: &[u8]) {
    read(text, |value: &T| {
        let _ = value.validate().map_err(|error| error.to_string());
    });
}

fn read<T: FromBody + ToBody + Serialize + PartialEq + Debug>(text: &[u8], look: impl Fn(&T)) {
    let first: T = match runtime::decode(text) {
        Ok(value) => value,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    look(&first);
    let written = serde_json::to_vec(&first);
    let written =
        written.unwrap_or_else(|error| panic!("{first:?} was read and can't be written: {error}"));
    assert_eq!(
        runtime::encode(&first).unwrap().as_bytes(),
        written,
        "a client and serde differ"
    );
    let second: T = runtime::decode(&written).unwrap_or_else(|error| {
        panic!(
            "{first:?} is written as {} and not read: {error}",
            String::from_utf8_lossy(&written)
        )
    });
    assert_eq!(
        first,
        second,
        "written as {}",
        String::from_utf8_lossy(&written)
    );
}
