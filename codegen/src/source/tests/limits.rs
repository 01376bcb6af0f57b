//! Malicious texts, and bytes that are not text.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::{codes, load, place};
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Memory, Sources};

/// What is reported of a text, within seconds.
fn reported(text: &str) -> Vec<Code> {
    let start = Instant::now();
    let (sources, diagnostics) = load(&[("it.yaml", text)]);
    drop(sources);
    let elapsed = start.elapsed();
    assert!(elapsed < Duration::from_secs(30), "took {elapsed:?}");
    codes(&diagnostics)
}

#[test]
fn nesting_is_bounded() {
    let lines = (0..2000).map(|depth| format!("{}a:\n", " ".repeat(depth)));
    for text in [
        "[".repeat(1_000_000),
        "{\"a\":".repeat(1_000_000),
        format!("a: {}", "[".repeat(100_000)),
        "- ".repeat(1_000_000),
        lines.collect(),
    ] {
        assert_eq!(reported(&text), [Code::NestingTooDeep]);
    }
    let most = crate::source::MAX_DEPTH;
    assert_eq!(reported(&("[".repeat(most) + &"]".repeat(most))), []);
}

#[test]
fn aliases_are_bounded() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..30 {
        let alias = format!("*a{}", level - 1);
        let aliases = [alias.as_str(); 9].join(", ");
        writeln!(text, "a{level}: &a{level} [{aliases}]").unwrap();
    }
    assert_eq!(reported(&text), [Code::AliasExpansion]);
    assert_eq!(reported("a: &a [*a]\n"), [Code::AliasExpansion]);
    let (long, aliases) = ("x".repeat(1_000_000), "*a, ".repeat(1000));
    let long = format!("a: &a {long}\nb: [{aliases}]\n");
    assert_eq!(reported(&long), [Code::AliasExpansion]);
}

#[test]
fn aliases_do_not_deepen_beyond_the_bound() {
    let mut text = String::from("a0: &a0 [x]\n");
    for level in 1..600 {
        writeln!(text, "a{level}: &a{level} [*a{}]", level - 1).unwrap();
    }
    assert_eq!(reported(&text), [Code::NestingTooDeep]);
}

#[test]
fn a_file_with_too_many_errors_is_not_read() {
    let text: String = "{".to_owned() + &"\"a\": 1, ".repeat(100_000) + "\"a\": 1}";
    let reported = reported(&text);
    assert_eq!(reported.len(), 1001);
    assert!(reported.contains(&Code::UnreadableFile));
}

#[test]
fn large_texts_take_no_more_than_their_size() {
    let members: Vec<_> = (0..300_000).map(|index| format!("k{index}: v\n")).collect();
    assert_eq!(reported(&members.concat()), []);
    let brackets =
        "a:\n  b: {\n  }\n".to_owned() + &"# x\n".repeat(10) + &"- [\n]\n".repeat(20_000);
    assert_ne!(reported(&brackets), []);
}

fn bytes(bytes: &[u8]) -> (Option<Sources>, Diagnostics) {
    let reader = Memory(BTreeMap::from([("it.yaml".to_owned(), bytes.to_vec())]));
    let mut diagnostics = Diagnostics::new();
    let sources = Sources::load(&reader, "it.yaml", &[], &mut diagnostics);
    (sources, diagnostics)
}

#[test]
fn utf_16_is_decoded() {
    let units: Vec<u16> = "a: ä😀\n".encode_utf16().collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    for text in [
        big.clone(),
        little.clone(),
        [vec![0xfe, 0xff], big].concat(),
        [vec![0xff, 0xfe], little].concat(),
    ] {
        let (sources, diagnostics) = bytes(&text);
        assert_eq!(codes(&diagnostics), []);
        assert_eq!(sources.unwrap().root().to_json()["a"], "ä😀");
    }
}

#[test]
fn invalid_bytes_are_shown_at_their_position() {
    let (sources, diagnostics) = bytes(b"a: 1\nb: x\xffy\n");
    assert!(sources.is_none());
    assert_eq!(codes(&diagnostics), [Code::InvalidEncoding]);
    assert_eq!(place(&diagnostics, None), (2, 5));
    for wrong in [
        &b"\xff\xfe\x00\xd8a\x00"[..],
        b"\xff\xfea",
        b"\x00\x00\xfe\xff",
        b"\xff\xfe\x00\x00",
    ] {
        let (sources, diagnostics) = bytes(wrong);
        assert!(sources.is_none());
        assert_eq!(codes(&diagnostics), [Code::InvalidEncoding]);
    }
}

#[test]
fn a_file_that_is_not_there_is_an_error() {
    let mut diagnostics = Diagnostics::new();
    assert!(Sources::load(&Memory::default(), "it.yaml", &[], &mut diagnostics).is_none());
    assert_eq!(codes(&diagnostics), [Code::UnreadableFile]);
}
