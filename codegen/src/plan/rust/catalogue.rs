//! The names that generated code uses besides its own.
//!
//! Imports, the names that no model may have, and what a client re-exports are all defined here, so
//! that a schema never gets an imported name.

use super::RustType;

/// Declares [`External`] from paths and the names that are imported from each.
macro_rules! externals {
    ($($path:literal: $($name:ident)+;)+) => {
        /// A name that generated files import from another crate.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum External {
            $($(
                #[doc = concat!("`", $path, "::", stringify!($name), "`.")]
                $name,
            )+)+
        }

        impl External {
            /// All of them.
            pub(crate) const ALL: &[Self] = &[$($(Self::$name),+),+];

            /// The name.
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $($(Self::$name => stringify!($name),)+)+
                }
            }

            /// The path of the module that it is imported from.
            pub(crate) fn path(self) -> &'static str {
                match self {
                    $($(Self::$name)|+ => $path,)+
                }
            }
        }
    };
}

externals! {
    "serde_json": Map Value;
    "specwright_runtime":
        ApiKeyIn Base64 Base64Url Body BuildError ByStatus Bytes Call CallOptions Client Constant Date EventStream FilePart Foreign Format
        FormEncoding Json Listed Model NoError Nullable OpenEnum SecretString SecurityScheme Serialize Style Time
        Timestamp TokenProvider Union Uuid;
    "std::collections": BTreeMap;
}

impl External {
    /// The type or trait of that name.
    pub(crate) fn of_type(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().filter(|one| !one.is_macro());
        all.find(|one| one.name() == name).copied()
    }

    /// It as a type.
    pub(crate) fn ty(self) -> RustType {
        RustType::name(self.name())
    }

    /// Whether it is a derive macro, beside which a type may have the same name.
    fn is_macro(self) -> bool {
        matches!(
            self,
            Self::ByStatus
                | Self::CallOptions
                | Self::Constant
                | Self::Model
                | Self::OpenEnum
                | Self::Union
        )
    }
}

/// What is there without an import: a model of such a name would hide it, from the code and from
/// its readers.
const PRELUDE: &[&str] = &[
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Methods of the prelude that take any value, and so take precedence over those on a reference.
pub(crate) const METHODS: &[&str] = &["into", "try_into"];

/// The types of each client's own module `client`.
const OWN: &[&str] = &["Client", "ClientBuilder", "Server"];

/// The names that no model may have.
pub(crate) fn reserved() -> impl Iterator<Item = &'static str> {
    let imported = External::ALL.iter().filter(|one| !one.is_macro());
    let imported = imported.map(|one| one.name());
    PRELUDE
        .iter()
        .copied()
        .chain(imported)
        .chain(["ClientBuilder"])
}

/// The client's types that its root re-exports; `server`: whether there are servers to choose from.
pub(crate) fn own(server: bool) -> &'static [&'static str] {
    if server { OWN } else { &OWN[..2] }
}

/// What users of any client name, in rustfmt's order.
pub(crate) const REEXPORTED: &[&str] = &[
    "self",
    "AccessToken",
    "Base64",
    "Base64Url",
    "Body",
    "BoxFuture",
    "BuildError",
    "ByteStream",
    "Bytes",
    "Call",
    "Date",
    "Error",
    "ErrorBody",
    "EventStream",
    "ExposeSecret",
    "FilePart",
    "Foreign",
    "HeaderMap",
    "HeaderValue",
    "Items",
    "Json",
    "NoError",
    "Nullable",
    "OAuth2",
    "Page",
    "Pages",
    "Response",
    "SecretString",
    "Signer",
    "StatusCode",
    "Time",
    "Timestamp",
    "TokenError",
    "TokenProvider",
    "TokenRequest",
    "Transport",
    "TransportError",
    "Uuid",
    "Validate",
    "ValidationError",
    "object",
    "testing",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::names::words;

    const CASE: &str = include_str!("../../../tests/golden/catalogue/spec.yaml");

    #[test]
    fn there_is_a_schema_an_operation_a_field_and_a_tag_for_each_name() {
        let document: serde_json::Value = serde_yaml::from_str(CASE).unwrap();
        let keys = |value: &serde_json::Value| -> BTreeSet<String> {
            value.as_object().unwrap().keys().cloned().collect()
        };
        let schemas = keys(&document["components"]["schemas"]);
        let fields = keys(&document["components"]["schemas"]["Fields"]["properties"]);
        let paths = document["paths"].as_object().unwrap().values();
        let (mut operations, mut tags) = (BTreeSet::new(), BTreeSet::new());
        for operation in paths.map(|path| &path["get"]) {
            operations.insert(operation["operationId"].as_str().unwrap().to_owned());
            tags.extend(operation["tags"][0].as_str().map(str::to_owned));
        }
        for name in reserved().chain(External::ALL.iter().map(|one| one.name())) {
            let snake = words(name).join("_");
            assert!(schemas.contains(name), "no schema {name}");
            assert!(fields.contains(&snake), "no field {snake}");
            assert!(operations.contains(&snake), "no operation {snake}");
            assert!(tags.contains(name), "no tag {name}");
        }
    }
}
