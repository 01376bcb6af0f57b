//! Types written by hand, with all that makes a macro stumble.

extern crate specwright_runtime as runtime;

mod prelude {
    //! What shadows the names that expansions could use.

    macro_rules! shadow {
        ($($name:ident)*) => {
            $(
                #[derive(Clone, Copy, Debug)]
                pub(crate) struct $name;
            )*
        };
    }

    shadow!(AsRef Box Default Err From Into Iterator None Ok Option PartialEq Result Some String ToOwned Vec);

    pub(crate) mod core {}
    pub(crate) mod std {}

    /// Methods called like those of the runtime, for every type.
    pub(crate) trait Methods {
        fn fill(&self) {}
        fn into(&self) {}
        fn members(&self) {}
        fn object(&self) {}
        fn rows(&self) {}
        fn view(&self) {}
    }

    impl<T> Methods for T {}
}

/// Names that expansions could use mean something else here.
pub mod shadowed {
    #[allow(unused_imports)]
    use super::prelude::*;

    /// A model called like its macro.
    #[derive(Clone, specwright_runtime::Model)]
    #[model(setters, min_properties = 1)]
    pub struct Model {
        /// A field like the constructor.
        pub new: ::std::string::String,
        /// A field like the argument of setters.
        #[model(maximum = 9)]
        pub value: ::std::option::Option<i64>,
        /// A raw name.
        pub r#type: ::core::option::Option<::std::boxed::Box<Model>>,
        /// An old field.
        #[deprecated]
        pub old: ::std::option::Option<::std::string::String>,
        /// A name with escapes.
        #[model(name = "a \"b\" \\")]
        pub escaped: ::std::option::Option<(i64, ::std::string::String)>,
        /// Null or absent.
        pub nullable: specwright_runtime::Nullable<specwright_runtime::Date>,
        /// Fields like the variables of expansions.
        #[model(flatten)]
        pub member: Member,
    }

    /// A model called like a type of the runtime.
    #[derive(Clone, specwright_runtime::Model)]
    pub struct Member {
        /// A field.
        pub reader: ::std::option::Option<bool>,
        /// A field.
        pub sink: ::std::option::Option<bool>,
        /// A field.
        pub formatter: ::std::option::Option<bool>,
        /// A field.
        pub read: ::std::option::Option<Kind>,
    }

    /// A constant called like a type of the runtime.
    #[derive(Clone, Copy, Debug, specwright_runtime::Constant)]
    #[constant("kind")]
    pub struct Kind;

    /// An enum called like a type of the runtime.
    #[derive(Clone, Debug, specwright_runtime::OpenEnum)]
    pub enum Limit {
        /// A variant like one of the prelude.
        Some,
        /// A raw name.
        #[allow(non_camel_case_types)]
        r#try,
        /// What it does not know.
        #[open_enum(unknown)]
        Unknown(::std::string::String),
    }

    /// A union called like a type of the runtime.
    #[derive(Clone, specwright_runtime::Union)]
    #[union(tag = "tag", content = "content")]
    pub enum Variant {
        /// A variant like one of the prelude.
        #[union("some")]
        Some(::std::boxed::Box<Model>),
        /// A variant like one of the prelude.
        #[union("none")]
        None,
        /// A raw name.
        #[allow(non_camel_case_types)]
        #[union("if")]
        r#if,
        /// What fits no other.
        #[union(unknown)]
        Unknown(::serde_json::Value),
    }
}

/// The runtime under another name.
#[derive(Clone, runtime::Model)]
#[model(crate = ::runtime, closed, min_properties = 1)]
pub struct Renamed {
    /// Taken by `new` in an `Option`.
    #[model(argument)]
    pub given: Option<Vec<i64>>,
    /// Filled by `new`.
    #[model(value = Color::Red)]
    pub color: Color,
    /// Checked in every way.
    #[model(
        types("object", "null"),
        values(r#"{"a": 1}"#),
        required_properties("a", "b"),
        dependent_required("a", "b"),
        dependent_schema("a", max_properties = 3),
        property_names(pattern = r"^[a-z]$"),
        property("a", minimum = -0.5, exclusive_maximum = "1e400", multiple_of = 2),
        not(any_of((required_properties("c")), ())),
        one_of((), (property("d", items(1, unique_items), item(0, min_length = 1)))),
        if_then_else((), (property("e", contains(0, _, minimum = 1))), (max_properties = 2))
    )]
    pub checked: Option<serde_json::Value>,
    /// Lists of lists.
    #[model(max_items = 2, each(min_items = 1, each(maximum = 9)))]
    pub lists: Option<Vec<Vec<i64>>>,
    /// Others.
    #[model(rest, numeric, each(minimum = 1))]
    pub rest: std::collections::BTreeMap<String, i64>,
}

/// A color.
#[derive(Clone, Debug, runtime::OpenEnum)]
#[open_enum(crate = ::runtime, key, extensible, rename_all = "kebab-case")]
pub enum Color {
    /// Red.
    Red,
    /// An old one.
    #[deprecated]
    OldGold,
    /// An unrecognized value, preserved as received.
    #[open_enum(unknown)]
    Unknown(String),
}

/// Any of them.
#[derive(Clone, runtime::Union)]
#[union(crate = ::runtime, untagged, extensible)]
pub enum Any {
    /// Text.
    #[union(max_length = 3)]
    Text(String),
    /// A list of it.
    List(Vec<Any>),
    /// In a box.
    Model(Box<shadowed::Model>),
    /// In a box, again.
    #[union(no_from)]
    Renamed(Box<Renamed>),
    /// Nothing.
    Nothing(()),
    /// What fits no other.
    #[union(unknown)]
    Unknown(serde_json::Value),
}

/// Always 2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, runtime::Constant)]
#[constant(-2, crate = ::runtime)]
pub struct Two;

/// Nothing of it is used.
mod unused {
    #[derive(Clone, specwright_runtime::Model)]
    #[model(setters)]
    pub(crate) struct Unused {
        pub(crate) text: String,
        pub(crate) inner: Option<Box<Unused>>,
    }
}

/// A variant that holds nothing in each representation, and one for all other tags.
#[derive(Clone, runtime::Union)]
#[union(crate = ::runtime, tag = "a \"tag\"")]
pub enum Tagged {
    /// A unit.
    #[union("unit", "old")]
    Unit,
    /// A map.
    #[union("map", carried)]
    Map(serde_json::Map<String, serde_json::Value>),
    /// Any other.
    #[union(other)]
    Other(Box<shadowed::Model>),
    /// What fits no other.
    #[union(unknown)]
    Unknown(serde_json::Value),
}

macro_rules! model {
    ($name:ident $($field:ident: $ty:ty),*) => {
        /// From a macro.
        #[derive(Clone, runtime::Model)]
        #[model(crate = ::runtime, setters)]
        pub struct $name {
            $(
                /// A field.
                pub $field: $ty,
            )*
        }
    };
}

model!(Made first: String, second: Option<i64>, two: Option<Two>);

fn main() {
    let made = Made::new("a").with_second(2).with_two(Two);
    assert_eq!(serde_json::to_string(&made).unwrap(), r#"{"first":"a","second":2,"two":-2}"#);
    let member = shadowed::Member::new();
    let model = shadowed::Model::new("a", member).with_value(1).with_escaped((1, "b".to_owned()));
    let text = r#"{"new":"a","value":1,"a \"b\" \\":[1,"b"]}"#;
    assert_eq!(serde_json::to_string(&model).unwrap(), text);
    assert_eq!(serde_json::from_str::<shadowed::Model>(text).unwrap(), model);
    assert_eq!(shadowed::Limit::r#try.to_string(), "try");
    assert_eq!(format!("{:?}", shadowed::Variant::r#if), "if");
    let renamed = Renamed::new(vec![1]);
    assert_eq!(serde_json::to_string(&renamed).unwrap(), r#"{"given":[1],"color":"red"}"#);
    assert_eq!(Any::from("a"), Any::from("a".to_owned()));
    assert!(matches!(Any::from(model), Any::Model(_)));
}
