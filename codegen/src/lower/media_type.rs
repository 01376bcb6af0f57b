//! Media types by their names (RFC 6838).

/// A media type without its parameters, in lower case.
pub(crate) fn essence(media: &str) -> String {
    let name = media.split(';').next().unwrap_or_default();
    name.trim().to_ascii_lowercase()
}

/// Whether items of that media type arrive one by one.
pub(crate) fn is_stream(essence: &str) -> bool {
    essence == "text/event-stream" || is_json_lines(essence)
}

/// Whether it is a sequence of JSON texts, under any of the names for that.
pub(crate) fn is_json_lines(essence: &str) -> bool {
    matches!(
        essence,
        "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonl"
            | "application/x-jsonl"
            | "application/json-lines"
            | "application/jsonlines"
            | "application/x-jsonlines"
            | "application/x-json-stream"
            | "application/stream+json"
            | "application/json-seq"
    )
}

/// Whether it is XML, under any of its names (RFC 7303).
pub(crate) fn is_xml(essence: &str) -> bool {
    essence.ends_with("/xml") || essence.ends_with("+xml")
}

/// Whether it is JSON, under any of its names (RFC 6839 for `+json`).
pub(crate) fn is_json(essence: &str) -> bool {
    matches!(
        essence,
        "application/json" | "text/json" | "text/x-json" | "application/x-json"
    ) || essence.ends_with("+json")
}

/// Whether it is YAML, also under a `+yaml` name.
pub(crate) fn is_yaml(essence: &str) -> bool {
    matches!(essence, "application/yaml" | "application/x-yaml") || essence.ends_with("+yaml")
}

/// Whether content of that media type is binary.
pub(crate) fn is_binary(media: &str) -> bool {
    let essence = essence(media);
    let text = ["text/", "application/x-www-form-urlencoded"];
    !(text.iter().any(|text| essence.starts_with(text))
        || is_json(&essence)
        || essence.ends_with("xml")
        || is_yaml(&essence))
}
