//! Numbers: to their last digit, and as other languages write them.

use serde_json::json;
use specwright_runtime::{Model, Nullable, Union};

use super::demo::Level;
use super::formats::Format;

#[derive(Clone, Model)]
struct Numbers {
    limit: i32,
    ratio: Nullable<f64>,
    level: Option<Level>,
}

/// JavaScript has one type of numbers, and writes them as they come out shortest. `ciborium` and
/// YAML refuse that, as they do for derived types.
#[test]
fn numbers_are_read_by_their_value() {
    let value = json!({"limit": 2.0, "ratio": 3, "level": 1.0});
    let pack = rmp_serde::to_vec(&value).unwrap();
    for read in [
        rmp_serde::from_slice::<Numbers>(&pack).unwrap(),
        serde_json::from_value(value.clone()).unwrap(),
        serde_json::from_str(&value.to_string()).unwrap(),
    ] {
        assert_eq!((read.limit, read.ratio), (2, Nullable::Value(3.0)));
        assert!(matches!(read.level, Some(Level::One)));
    }
    let mut cbor = Vec::new();
    ciborium::into_writer(&value, &mut cbor).unwrap();
    assert!(ciborium::from_reader::<Numbers, _>(&*cbor).is_err());
    assert!(serde_yaml_ng::from_str::<Numbers>(&value.to_string()).is_err());
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Either {
    Number(f64),
    Text(String),
    #[union(unknown)]
    Unknown(serde_json::Value),
}

#[derive(Clone, Model)]
struct Floats {
    double: f64,
    single: f32,
    either: Either,
}

#[test]
fn numbers_that_are_not_finite_are_those_of_formats_that_have_them() {
    for double in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
        let floats = Floats::new(double, f32::INFINITY, double);
        for format in [Format::Yaml, Format::Cbor, Format::Named, Format::Compact] {
            let read: Floats = format.read(&format.write(&floats).unwrap()).unwrap();
            assert_eq!(read.double.to_bits(), double.to_bits(), "{format:?}");
            assert!(read.single.is_infinite());
            assert!(
                matches!(read.either, Either::Number(number) if number.to_bits() == double.to_bits())
            );
        }
    }
}

/// Text that begins as the bytes of another format are marked.
#[test]
fn texts_are_not_taken_for_bytes() {
    for text in ["/00ff", "\\/00", "\0", "\u{0}00ff"] {
        for format in [Format::Json, Format::Cbor, Format::Compact] {
            format.round(&Either::from(text)).unwrap();
            format.round(&super::kinds::Image::new(text)).unwrap();
        }
    }
    let bytes = rmp_serde::to_vec(&serde_bytes(b"ab")).unwrap();
    assert!(matches!(
        rmp_serde::from_slice(&bytes),
        Ok(Either::Unknown(_))
    ));
}

fn serde_bytes(bytes: &'static [u8]) -> specwright_runtime::Bytes {
    bytes.into()
}
