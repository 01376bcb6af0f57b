//! The collector's configurations in the guide: each is YAML, defines what it uses, and uses what
//! it defines.

use std::collections::BTreeSet;
use std::fs;

use serde_yaml::Value;

use crate::{Outcome, folder};

/// The keys of an object, or nothing.
fn keys(value: Option<&Value>) -> BTreeSet<String> {
    let object = value.and_then(Value::as_mapping);
    let keys = object.into_iter().flatten().map(|(key, _)| key);
    keys.filter_map(|key| Some(key.as_str()?.to_owned()))
        .collect()
}

/// The items of a list of texts, or nothing.
fn items(value: Option<&Value>) -> BTreeSet<String> {
    let list = value.and_then(Value::as_sequence);
    let items = list.into_iter().flatten();
    items
        .filter_map(|item| Some(item.as_str()?.to_owned()))
        .collect()
}

/// The values of a key at any depth.
fn values(name: &str, value: &Value) -> BTreeSet<String> {
    let Some(object) = value.as_mapping() else {
        return BTreeSet::new();
    };
    let own = value.get(name).and_then(Value::as_str).map(str::to_owned);
    let inner = object.values().flat_map(|inner| values(name, inner));
    own.into_iter().chain(inner).collect()
}

#[test]
fn configurations_of_the_collector_define_what_they_use() -> Outcome {
    let text = fs::read_to_string(folder().join("collector.md"))?;
    let blocks: Vec<_> = text.split("```yaml\n").skip(1).collect();
    assert_eq!(blocks.len(), 4);
    for block in blocks {
        let block = block.split("```").next().unwrap_or_default();
        let config: Value = serde_yaml::from_str(block)?;
        let service = config.get("service").ok_or("no service")?;
        let pipelines = service.get("pipelines").and_then(Value::as_mapping);
        let pipelines: Vec<_> = pipelines.ok_or("no pipelines")?.values().collect();
        for part in ["receivers", "processors", "exporters"] {
            let used: BTreeSet<_> = pipelines.iter().flat_map(|p| items(p.get(part))).collect();
            assert_eq!(keys(config.get(part)), used, "{part} of\n{block}");
            assert_eq!(used.is_empty(), part == "processors", "{part} of\n{block}");
        }
        let extensions = keys(config.get("extensions"));
        assert_eq!(extensions, items(service.get("extensions")), "{block}");
        assert_eq!(extensions, values("storage", &config), "{block}");
    }
    Ok(())
}
