//! Times: all that RFC 3339 allows, and what jiff lacks.

use std::time::SystemTime;

use serde_json::json;
use specwright_runtime::codec::decode;
use specwright_runtime::{Date, Time, TimeError, Timestamp, jiff};

/// Everything that RFC 3339 allows is preserved to the digit.
#[test]
fn times_are_written_as_received() {
    let instants = [
        "2023-11-07T05:31:56Z",
        "2023-11-07t05:31:56z",
        "2023-11-07 05:31:56",
        "2023-11-07T05:31:56.5",
        "2023-11-07T05:31:56.123456789+02:00",
        "2023-11-07 05:31:56+00:00",
        "2023-11-07T05:31",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.999999999-23:59",
        "9999-12-31T23:59:60Z",
        "0000-01-01T00:00:00Z",
        "0000-01-01T00:00:00+23:59",
        "1990-12-31t23:59:60z",
        "1990-12-31 15:59:60.25-08:00",
        "2024-02-29T23:59:59.1234567890Z",
        "2024-02-29T23:59:59.123456789012345678+01:00",
        "2024-02-29T23:59:59.000000000000000000000000001Z",
    ];
    for text in instants {
        let read: Timestamp = decode(json!(text).to_string().as_bytes()).unwrap();
        assert_eq!(read.to_string(), text);
        assert_eq!(serde_json::to_value(read).unwrap(), json!(text));
    }
    for text in [
        "23:59:60Z",
        "00:00:00.1234567890123+23:59",
        "10:00:00z",
        "10:30:00",
        "10:30:00-05:30",
        "10:30",
    ] {
        let read: Time = decode(json!(text).to_string().as_bytes()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), json!(text));
    }
    for text in ["0000-01-01", "9999-12-31", "2024-02-29"] {
        let read: Date = decode(json!(text).to_string().as_bytes()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), json!(text));
    }
}

#[test]
fn other_texts_are_refused() {
    for text in [
        "2023-11-07",
        "soon",
        "",
        "2023-13-01T00:00:00Z",
        "99999-01-01T00:00:00Z",
        "2023-11-07T05:31:56[Europe/Rome]",
    ] {
        let error = text.parse::<Timestamp>().unwrap_err().to_string();
        let expected = format!("`{text}` is not a valid date-time: ");
        assert!(error.starts_with(&expected), "{error}");
    }
    assert!("25:00:00Z".parse::<Time>().is_err());
}

#[test]
fn times_are_ordered_to_the_last_digit() {
    let read = |text: &str| text.parse::<Timestamp>().unwrap();
    let ordered = [
        "0000-01-01T00:00:00+23:59",
        "0000-01-01T00:00:00Z",
        "2024-01-01T00:00:00.123456789Z",
        "2024-01-01T00:00:00.1234567891Z",
        "2024-01-01T00:00:00.12345678911Z",
        "9999-12-30T22:00:00.999999999Z",
        "9999-12-31T23:59:59+00:01",
        "9999-12-31T23:59:59Z",
    ];
    for pair in ordered.windows(2) {
        assert!(read(pair[0]) < read(pair[1]), "{pair:?}");
    }
    assert_eq!(
        read("2024-01-01T00:00:00.1234567891000Z"),
        read("2024-01-01T01:00:00.1234567891+01:00")
    );
    let time = |text: &str| text.parse::<Time>().unwrap();
    assert_ne!(time("00:00:00.1234567891"), time("00:00:00.123456789"));
}

/// The last instant of jiff is two days before that of RFC 3339.
#[test]
fn a_time_that_jiff_lacks_does_not_become_another() {
    let now = jiff::Timestamp::now();
    assert_eq!(Timestamp::from(now).into_jiff(), Ok(now));
    let never: Timestamp = "9999-12-31T23:59:59Z".parse().unwrap();
    let last: Timestamp = jiff::Timestamp::MAX.into();
    let refused: Result<jiff::Timestamp, TimeError> = never.try_into();
    let refused = refused.unwrap_err().to_string();
    assert!(refused.starts_with("`9999-12-31T23:59:59Z` "), "{refused}");
    assert!(never.into_jiff().is_err());
    assert_eq!(last.into_jiff(), Ok(jiff::Timestamp::MAX));
    assert_ne!(never, jiff::Timestamp::MAX);
    assert_eq!(last, jiff::Timestamp::MAX);

    let hour = jiff::tz::Offset::constant(1);
    let earlier = never.at_offset(jiff::tz::Offset::constant(-1));
    assert_eq!(earlier.to_string(), "9999-12-31T22:59:59-01:00");
    assert_eq!(earlier, never);
    // Its year would have five digits.
    assert_eq!(never.at_offset(hour).to_string(), "9999-12-31T23:59:59Z");

    let system = SystemTime::try_from(never).unwrap();
    let since = system.duration_since(SystemTime::UNIX_EPOCH).unwrap();
    assert_eq!(since.as_secs(), 253_402_300_799);
    let before: Timestamp = "1969-12-31T23:59:59.5Z".parse().unwrap();
    let before = SystemTime::try_from(before).unwrap();
    let until = SystemTime::UNIX_EPOCH.duration_since(before).unwrap();
    assert_eq!(until.as_millis(), 500);
}
