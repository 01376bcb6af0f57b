// Tuples and flattened enums, included after the others: dropshot refuses them, and OpenAPI 3.0 has
// no word for tuples.

/// With a flattened enum.
#[derive(Serialize, Deserialize, Schema)]
pub struct Flat {
    pub name: String,
    #[serde(flatten)]
    pub kind: Internal,
}

/// Externally tagged, with tuples.
#[derive(Serialize, Deserialize, Schema)]
pub enum Tuples {
    Nothing,
    Pair((i32, String)),
    Positions(i32, String),
}

#[derive(Serialize, Deserialize, Schema)]
pub struct Pairs {
    pub pair: (i32, String),
    pub same: (f64, f64),
    pub tuples: Vec<Tuples>,
}

/// What the server would send, by the name of its type.
pub fn tuples() -> Vec<(&'static str, serde_json::Value)> {
    let all = || [Tuples::Nothing, Tuples::Pair((1, "one".to_owned()))];
    let mut values = of("Tuples", all());
    values.extend(of("Positions", [Tuples::Positions(2, "two".to_owned())]));
    values.extend(of(
        "Pairs",
        [Pairs {
            pair: (3, "three".to_owned()),
            same: (0.5, -0.5),
            tuples: all().into(),
        }],
    ));
    let payment = Internal::Payment {
        amount: 7,
        currency: "EUR".to_owned(),
    };
    let leaf = Internal::Leaf(Leaf { id: 9, note: None });
    values.extend(of(
        "Flat",
        [Internal::Stop, payment, leaf].map(|kind| Flat {
            name: "flat".to_owned(),
            kind,
        }),
    ));
    values
}
