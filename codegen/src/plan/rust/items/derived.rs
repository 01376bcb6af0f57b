//! Derive macros that the configuration adds to models.

/// Derive macros besides a model's own, and their attributes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Derived {
    /// The paths of the macros.
    pub(crate) macros: Vec<String>,
    /// The attributes of the type.
    pub(crate) own: Vec<Attribute>,
    /// The attributes of its fields or variants, in their order.
    pub(crate) parts: Vec<Vec<Attribute>>,
}

/// An attribute of a derive macro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Attribute {
    /// `#[name(word)]`
    Flag(&'static str, &'static str),
    /// `#[name(word = "text")]`
    Text(&'static str, &'static str, String),
    /// `#[schemars(extend("name" = […]))]`
    Extend(&'static str, Vec<serde_json::Value>),
}
