//! The derive macros of models: [`Model`](macro@Model), [`Union`](macro@Union),
//! [`OpenEnum`](macro@OpenEnum) and [`Constant`](macro@Constant). Use them by the names under which
//! `specwright_runtime` exports them.
//!
//! In: a type as it is written, with attributes for what its type doesn't show. Out: an
//! implementation of the runtime's trait `Wire` over helpers that are compiled once, conversions,
//! and what serde needs.

mod attribute;
mod by_status;
mod call_options;
mod constant;
mod errors;
mod model;
mod open_enum;
mod output;
mod ty;
mod union;

use proc_macro::TokenStream;
use syn::{DeriveInput, Result, parse_macro_input};

/// Reads and writes a struct as a JSON object, and generates `new`, setters, `Debug`, `PartialEq`,
/// `Serialize` and `Deserialize`.
///
/// ```
/// use specwright_runtime::{Model, Nullable};
///
/// #[derive(Clone, Model)]
/// #[model(setters, rename_all = "camelCase")]
/// pub struct Span {
///     pub name: String,
///     #[model(max_length = 64)]
///     pub trace_id: Option<String>,
///     pub note: Nullable<String>,
///     pub r#type: Option<String>,
/// }
///
/// let span = Span::new("llm").with_trace_id("4bf92f").with_note(Nullable::Null);
/// let text = r#"{"name":"llm","traceId":"4bf92f","note":null}"#;
/// assert_eq!(serde_json::to_string(&span)?, text);
/// assert_eq!(serde_json::from_str::<Span>(text)?, span);
/// assert!(serde_json::from_str::<Span>("{}").is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Whether a member may be left out follows from the type of its field:
///
/// | field | on the wire |
/// |---|---|
/// | `T` | required |
/// | `Option<T>` | may be left out; null reads as left out |
/// | `Nullable<T>` | may be left out or null |
/// | `Option<Value>`, `Option<()>` | may be left out; null is a value |
///
/// `new` takes the required fields in their order. Numbers, booleans, dates, UUIDs, bytes, tuples,
/// lists and maps are taken as they are, so that `parse()?` and `collect()` find their type;
/// everything else is `impl Into<T>`. A struct without required fields has `Default`, too. A struct
/// with a single field that has no name travels as its field, and has `From` of it:
///
/// ```
/// use specwright_runtime::Model;
///
/// #[derive(Clone, Debug, PartialEq, Model)]
/// pub struct Tree(#[model(max_items = 9)] pub Vec<Tree>);
///
/// assert_eq!(serde_json::from_str::<Tree>("[[]]").unwrap(), Tree::from(vec![Tree(vec![])]));
/// ```
///
/// The type can't have generics, since its members and shape are found once: `PageOfSpans` in place
/// of `Page<Span>`.
///
/// # Attributes of the struct
///
/// | attribute | meaning |
/// |---|---|
/// | `setters` | a method `with_field` for every field that `new` doesn't take |
/// | `rename_all = "camelCase"` | names on the wire; also `PascalCase`, `kebab-case`, `snake_case`, `SCREAMING_SNAKE_CASE`, `SCREAMING-KEBAB-CASE`, `lowercase`, `UPPERCASE`. Without it a member is named like its field, without `r#` |
/// | `closed` | other members speak against this type where an untagged union chooses among several |
/// | `crate = path` | the path of the runtime, if it isn't `::specwright_runtime` |
/// | a constraint | on the object itself |
///
/// # Attributes of fields
///
/// | attribute | meaning |
/// |---|---|
/// | `name = "x"` | the name on the wire |
/// | `required` | an `Option<T>` that is always written, as null for `None`; `new` takes it |
/// | `argument` | `new` takes the value of this `Option<T>` |
/// | `constant` | `new` fills in the one value of the field's type, which derives [`Constant`](macro@Constant) |
/// | `value = Role::User` | `new` fills in this value |
/// | `read_only` | there is no setter |
/// | `numeric` | numbers in the field may be sent as strings |
/// | `flatten` | the members of the field's value are among those of the struct |
/// | `rest` | a map of all members without a field |
/// | a constraint | on the field's value |
///
/// ```
/// use std::collections::BTreeMap;
///
/// use serde_json::Value;
/// use specwright_runtime::{Constant, Model, Validate};
///
/// /// Always `event`.
/// #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Constant)]
/// #[constant("event")]
/// pub struct EventType;
///
/// #[derive(Clone, Model)]
/// pub struct Event {
///     #[model(name = "type", constant)]
///     pub kind: EventType,
///     #[model(required)]
///     pub parent: Option<String>,
///     #[model(max_items = 3, each(min_length = 1))]
///     pub tags: Vec<String>,
///     #[model(rest)]
///     pub others: BTreeMap<String, Value>,
/// }
///
/// let event = Event::new(None, vec!["a".to_owned(), String::new()]);
/// let text = r#"{"type":"event","parent":null,"tags":["a",""]}"#;
/// assert_eq!(serde_json::to_string(&event).unwrap(), text);
/// let error = event.validate().unwrap_err();
/// assert_eq!(error.violations()[0].path(), "tags[1]");
/// ```
///
/// # Constraints
///
/// `Validate::validate` checks them: `min_length`, `max_length`, `pattern`, `minimum`, `maximum`,
/// `exclusive_minimum`, `exclusive_maximum`, `multiple_of`, `min_items`, `max_items`,
/// `unique_items`, `min_properties`, `max_properties`, and `each(…)` with constraints of the items
/// of a list or the members of a map. A number that Rust has no literal for is a text: `maximum =
/// "1e400"`.
///
/// The other assertions of JSON Schema 2020-12 are `types("string", "null")`, `values(r#""a""#,
/// "1")` (JSON texts), `required_properties("a")`, `dependent_required("a", "b")`,
/// `dependent_schema("a", …)`, `property_names(…)`, `property("a", …)`, `items(from, …)`, `item(at,
/// …)`, `contains(min, max, …)` with `_` for no maximum, `not(…)`, `any_of((…), (…))`, `one_of((…),
/// (…))` and `if_then_else((…), (…), (…))`, where `…` are constraints again.
#[proc_macro_derive(Model, attributes(model))]
pub fn model(input: TokenStream) -> TokenStream {
    derive(&parse_macro_input!(input), model::derive)
}

/// Reads and writes an enum as one of several types, and implements `From` of them, `Debug`,
/// `PartialEq`, `Serialize` and `Deserialize`.
///
/// A variant holds one value, or nothing. One of them, `#[union(unknown)] Unknown(Value)`,
/// preserves what fits no other.
///
/// ```
/// use serde_json::Value;
/// use specwright_runtime::{Model, Union};
///
/// #[derive(Clone, Model)]
/// pub struct Text {
///     pub text: String,
/// }
///
/// #[derive(Clone, Union)]
/// #[union(tag = "type")]
/// #[non_exhaustive]
/// pub enum Part {
///     #[union("text")]
///     Text(Text),
///     #[union("break")]
///     Break,
///     #[union(unknown)]
///     Unknown(Value),
/// }
///
/// let part = Part::from(Text::new("a"));
/// assert_eq!(serde_json::to_string(&part).unwrap(), r#"{"type":"text","text":"a"}"#);
/// assert_eq!(serde_json::to_string(&Part::Break).unwrap(), r#"{"type":"break"}"#);
/// let new: Part = serde_json::from_str(r#"{"type":"image"}"#).unwrap();
/// assert!(matches!(new, Part::Unknown(_)));
/// ```
///
/// # Attributes of the enum
///
/// | attribute | how variants are distinguished |
/// |---|---|
/// | `tag = "type"` | by this member of the value, the tag |
/// | `tag = "type", content = "data"` | by the tag; the value is in the other member |
/// | `external` | by the name of the only member, which holds the value; a variant without a value is its name alone |
/// | `untagged` | by their shapes: the best match in JSON types, required and known members, and constants wins; between equal matches, the best one in what their members hold |
///
/// With `extensible`, values that fit no variant are valid. `crate = path` is the path of the
/// runtime, if it isn't `::specwright_runtime`.
///
/// # Attributes of variants
///
/// | attribute | meaning |
/// |---|---|
/// | `"text"` | its tag or name; of several, the first is written |
/// | `carried` | the tag is a member of the value, and written as the value has it; otherwise the union writes it, first |
/// | `absent` | takes values without the tag |
/// | `other` | takes values with any other tag, or none |
/// | `no_from` | there is no `From` of its type |
/// | `numeric` | numbers in the value may be sent as strings, where shapes distinguish variants |
/// | `like("string")` | what values look like where shapes distinguish variants and the type doesn't say, as one of serde: `boolean`, `integer`, `number`, `string`, `array`, or `like("object", required("a"), optional("b"))` |
/// | `unknown` | preserves what fits no variant |
/// | a constraint | on the value, as in [`Model`](macro@Model#constraints) |
///
/// There is `From` of each type that only one variant has, for `Box<T>` of `T`, and for `String` of
/// `&str`.
///
/// ```
/// use serde_json::Value;
/// use specwright_runtime::Union;
///
/// #[derive(Clone, Union)]
/// #[union(untagged)]
/// pub enum Stop {
///     One(String),
///     Many(Vec<String>),
///     #[union(unknown)]
///     Unknown(Value),
/// }
///
/// assert_eq!(serde_json::from_str::<Stop>(r#"["a"]"#).unwrap(), Stop::from(vec!["a".to_owned()]));
/// assert_eq!(serde_json::to_string(&Stop::from("a")).unwrap(), r#""a""#);
/// ```
#[proc_macro_derive(Union, attributes(union))]
pub fn union(input: TokenStream) -> TokenStream {
    derive(&parse_macro_input!(input), union::derive)
}

/// Reads and writes an enum of known values that preserves unknown ones.
///
/// The variant `#[open_enum(unknown)]` holds any other value. Its type is that of all values:
/// `String`, an integer, a float, `bool`, or `serde_json::Value` for values of several kinds.
///
/// ```
/// use specwright_runtime::OpenEnum;
///
/// #[derive(Clone, Debug, OpenEnum)]
/// #[open_enum(rename_all = "SCREAMING_SNAKE_CASE")]
/// #[non_exhaustive]
/// pub enum Status {
///     InProgress,
///     #[open_enum("ERR")]
///     ReadError,
///     #[open_enum(unknown)]
///     Unknown(String),
/// }
///
/// assert_eq!(Status::from("IN_PROGRESS"), Status::InProgress);
/// assert_eq!(Status::ReadError.as_str(), "ERR");
/// assert_eq!(Status::from("NEW").to_string(), "NEW");
/// assert!(Status::InProgress < Status::from("NEW"));
/// ```
///
/// An enum of `String` has `as_str`, `From<&str>`, `From<String>`, `FromStr`, `AsRef<str>`,
/// `Display`, and comparisons and `Hash` of what travels; its order is that of the variants. One of
/// numbers or booleans has `value`, `From` and `Display`, one of `Value` has `to_value` in place of
/// `value`; derive what else is needed. All have `Serialize` and `Deserialize`.
///
/// # Attributes
///
/// | of the enum | meaning |
/// |---|---|
/// | `rename_all = "snake_case"` | the values follow from the names of the variants; see [`Model`](macro@Model#attributes-of-the-struct) |
/// | `key` | maps can have it as their key |
/// | `extensible` | unknown values are valid |
/// | `crate = path` | the path of the runtime, if it isn't `::specwright_runtime` |
///
/// | of a variant | meaning |
/// |---|---|
/// | `"ERR"`, `-1`, `0.5`, `true` | its value |
/// | `json = "null"` | its value as JSON, in an enum of `Value` |
/// | `unknown` | holds any other value |
#[proc_macro_derive(OpenEnum, attributes(open_enum))]
pub fn open_enum(input: TokenStream) -> TokenStream {
    derive(&parse_macro_input!(input), open_enum::derive)
}

/// Reads and writes a type of a single value: a text, an integer, a float or a boolean.
///
/// A unit struct refuses any other value. One that holds a `codec::Other` preserves it, and
/// `validate` reports it, unless the attribute says `extensible`. The type has a constant `VALUE`,
/// `Display`, `Serialize` and `Deserialize`.
///
/// ```
/// use specwright_runtime::{Constant, codec};
///
/// /// Always `span`.
/// #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Constant)]
/// #[constant("span")]
/// pub struct SpanObject;
///
/// /// The version, `2` today.
/// #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Constant)]
/// #[constant(2, extensible)]
/// pub struct Version(codec::Other);
///
/// assert_eq!(SpanObject::VALUE, "span");
/// assert!(serde_json::from_str::<SpanObject>(r#""trace""#).is_err());
/// let version: Version = serde_json::from_str("3").unwrap();
/// assert_eq!(serde_json::to_string(&version).unwrap(), "3");
/// assert_eq!(serde_json::to_string(&Version::default()).unwrap(), "2");
/// ```
#[proc_macro_derive(Constant, attributes(constant))]
pub fn constant(input: TokenStream) -> TokenStream {
    derive(&parse_macro_input!(input), constant::derive)
}

/// Reads the body of a response as the variant of its status.
#[doc(hidden)]
#[proc_macro_derive(ByStatus, attributes(by_status))]
pub fn by_status(input: TokenStream) -> TokenStream {
    derive(&parse_macro_input!(input), by_status::derive)
}

/// Gives a struct around a call the options of that.
#[doc(hidden)]
#[proc_macro_derive(CallOptions, attributes(call))]
pub fn call_options(input: TokenStream) -> TokenStream {
    derive(&parse_macro_input!(input), call_options::derive)
}

/// What a macro makes of a type, or its errors where they belong.
fn derive(
    input: &DeriveInput,
    make: fn(&DeriveInput) -> Result<proc_macro2::TokenStream>,
) -> TokenStream {
    make(input)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}
