//! Texts that are cut within a character.

#![allow(dead_code, missing_docs, unreachable_pub, clippy::wildcard_imports)] // A test includes what is generated for a library.

mod demo;

use std::collections::BTreeMap;

use demo::{ContentPart, Filter, Span, Status};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use specwright_runtime::Json;
use specwright_runtime::codec::decode;

#[derive(Debug, PartialEq, Deserialize, Serialize)]
struct Foreign {
    text: String,
}

/// JavaScript and Python write half a character wherever they cut a text within one.
#[test]
fn half_a_character_costs_only_itself() {
    const HALVES: [(&str, &str); 5] = [
        (r"a\ud83d", "a\u{fffd}"),
        (r"\ude00b", "\u{fffd}b"),
        (r"\ud83d\ud83d\ude00", "\u{fffd}\u{1f600}"),
        (r"\uD83D\n", "\u{fffd}\n"),
        (r"\\ud83d\ud83d\\", "\\ud83d\u{fffd}\\"),
    ];
    for (half, whole) in HALVES {
        let text = format!(r#""{half}""#);
        let text = text.as_bytes();
        assert_eq!(decode::<String>(text).unwrap(), whole);
        assert_eq!(decode::<Value>(text).unwrap(), whole);
        assert_eq!(decode::<Status>(text).unwrap().as_str(), whole);
        assert!(matches!(decode::<Filter>(text), Ok(Filter::Text(read)) if read == whole));
        let start = "2024-01-01T00:00:00Z";
        let text = format!(
            r#"{{"id":"{half}","{half}":"{half}","start_timestamp":"{start}","parts":[{{"type":"{half}","text":"{half}"}},{{"type":"text","text":"{half}","{half}":1}}]}}"#
        );
        let span: Span = decode(text.as_bytes()).unwrap();
        assert_eq!((&*span.id, &span.additional[whole]), (whole, &json!(whole)));
        let parts = span.parts.unwrap();
        assert!(matches!(&parts[0], ContentPart::Unknown(value) if value["type"] == whole));
        assert!(matches!(&parts[1], ContentPart::Text(part) if part.text == whole));
        let spans: Vec<Span> = decode(format!("[{text}]").as_bytes()).unwrap();
        assert_eq!(spans[0].id, whole);
        // It is `serde_json` that reads the texts here.
        assert!(serde_json::from_str::<Span>(&text).is_err());
        let maps: BTreeMap<String, String> =
            decode(format!(r#"{{"{half}":"{half}"}}"#).as_bytes()).unwrap();
        assert_eq!(maps[whole], whole);
        let Json(foreign): Json<Vec<Foreign>> =
            decode(format!(r#"[{{"other":"{half}","text":"{half}"}}]"#).as_bytes()).unwrap();
        assert_eq!(foreign[0].text, whole);
    }
    assert!(decode::<String>(br#""\ud83d\u12""#).is_err());
}
