// A server's types, in each of serde's representations. It is included once for each framework,
// which brings its derive macro as `Schema`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Unit variants only.
#[derive(Serialize, Deserialize, Schema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    Low,
    VeryHigh,
}

/// A plain struct.
#[derive(Serialize, Deserialize, Schema)]
pub struct Leaf {
    pub id: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Externally tagged, with every kind of variant.
#[derive(Serialize, Deserialize, Schema)]
pub enum External {
    /// Nothing at all.
    Unit,
    Other,
    /// One number.
    New(i32),
    Boxed(Box<Leaf>),
    List(Vec<String>),
    Rec {
        a: i32,
        b: String,
    },
}

/// Externally tagged, all variants hold something.
#[derive(Serialize, Deserialize, Schema)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    MoveTo { x: i32, y: i32 },
    Say(String),
}

recursive! {
    /// Externally tagged and recursive.
    #[derive(Serialize, Deserialize, Schema)]
    #[serde(rename_all = "lowercase")]
    pub enum Rule {
        Always,
        All(Vec<Rule>),
        Not(Box<Rule>),
    }
}

/// Internally tagged.
#[derive(Serialize, Deserialize, Schema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Internal {
    /// The beginning.
    Start,
    Stop,
    Payment {
        amount: i64,
        currency: String,
    },
    Leaf(Leaf),
}

/// Adjacently tagged.
#[derive(Serialize, Deserialize, Schema)]
#[serde(tag = "t", content = "c")]
pub enum Adjacent {
    /// Nothing.
    None,
    Num(i64),
    Obj {
        x: f64,
    },
    Leaf(Leaf),
    Many(Vec<Leaf>),
}

/// Untagged.
#[derive(Serialize, Deserialize, Schema)]
#[serde(untagged)]
pub enum Untagged {
    Flag(bool),
    Number(i64),
    Text(String),
    Leaf(Leaf),
    Box { width: f64, height: f64 },
}

/// Generic.
#[derive(Serialize, Deserialize, Schema)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
}

#[derive(Serialize, Deserialize, Schema)]
pub struct Base {
    pub created: String,
}

/// All of them at once, and what else servers put into a struct.
#[derive(Serialize, Deserialize, Schema)]
#[serde(rename_all = "camelCase")]
pub struct Everything {
    #[serde(flatten)]
    pub base: Base,
    pub external_value: External,
    pub maybe_external: Option<External>,
    pub internal_list: Vec<Internal>,
    pub adjacent_by_name: BTreeMap<String, Adjacent>,
    pub untagged: Untagged,
    pub large: u64,
    pub level: Level,
}

/// Values of a type as the server writes them.
fn of<T: Serialize>(
    name: &'static str,
    values: impl IntoIterator<Item = T>,
) -> Vec<(&'static str, serde_json::Value)> {
    let json = |value| serde_json::to_value(value).expect("a value of serde's own kinds");
    values
        .into_iter()
        .map(|value| (name, json(value)))
        .collect()
}

/// What the server would send, by the name of its type.
pub fn values() -> Vec<(&'static str, serde_json::Value)> {
    let leaf = |id| Leaf { id, note: None };
    let external = || {
        [
            External::Unit,
            External::Other,
            External::New(7),
            External::Boxed(Box::new(Leaf {
                id: 1,
                note: Some("n".to_owned()),
            })),
            External::List(vec!["a".to_owned()]),
            External::Rec {
                a: 1,
                b: "b".to_owned(),
            },
        ]
    };
    let internal = || {
        [
            Internal::Start,
            Internal::Stop,
            Internal::Payment {
                amount: 5,
                currency: "EUR".to_owned(),
            },
            Internal::Leaf(leaf(2)),
        ]
    };
    let adjacent = || {
        [
            Adjacent::None,
            Adjacent::Num(-3),
            Adjacent::Obj { x: 1.5 },
            Adjacent::Leaf(leaf(3)),
            Adjacent::Many(vec![leaf(4), leaf(5)]),
        ]
    };
    let mut values = of("External", external());
    values.extend(of("Level", [Level::Low, Level::VeryHigh]));
    values.extend(of(
        "Command",
        [
            Command::MoveTo { x: 1, y: -1 },
            Command::Say("hi".to_owned()),
        ],
    ));
    let not = Rule::Not(Box::new(Rule::All(vec![])));
    values.extend(of(
        "Rule",
        [Rule::Always, Rule::All(vec![Rule::Always, not])],
    ));
    values.extend(of("Internal", internal()));
    values.extend(of("Adjacent", adjacent()));
    let shape = Untagged::Box {
        width: 1.5,
        height: 2.5,
    };
    let text = Untagged::Text("t".to_owned());
    let untagged = [
        Untagged::Flag(true),
        Untagged::Number(9),
        text,
        Untagged::Leaf(leaf(6)),
        shape,
    ];
    values.extend(of("Untagged", untagged));
    values.extend(of(
        "Page",
        [Page {
            items: vec![leaf(7)],
            next: None,
        }],
    ));
    values.extend(of(
        "Everything",
        external().into_iter().map(|value| Everything {
            base: Base {
                created: "today".to_owned(),
            },
            external_value: value,
            maybe_external: Some(External::Unit),
            internal_list: internal().into(),
            adjacent_by_name: adjacent()
                .into_iter()
                .enumerate()
                .map(|(at, value)| (format!("k{at}"), value))
                .collect(),
            untagged: Untagged::Leaf(leaf(8)),
            large: u64::MAX,
            level: Level::Low,
        }),
    ));
    values
}
