//! JSON Schemas of the types that fields of models have.
//!
//! In: nothing. Out: what each is on the wire, for models that derive `schemars::JsonSchema`. Must
//! not know models.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::FilePart;
use crate::codec::{Base64, Base64Url, Foreign, Nullable, Time, Timestamp, Uuid};

macro_rules! texts {
    ($($name:ident: $keyword:literal = $value:literal;)*) => {
        $(impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", $keyword: $value})
            }
        })*
    };
}

texts! {
    Timestamp: "format" = "date-time";
    Time: "format" = "time";
    Uuid: "format" = "uuid";
    Base64: "contentEncoding" = "base64";
    Base64Url: "contentEncoding" = "base64url";
    FilePart: "contentMediaType" = "application/octet-stream";
}

/// The schema of another type.
macro_rules! same {
    ($($name:ident<T> as $other:ty;)*) => {
        $(impl<T: JsonSchema> JsonSchema for $name<T> {
            fn inline_schema() -> bool {
                <$other>::inline_schema()
            }

            fn schema_name() -> Cow<'static, str> {
                <$other>::schema_name()
            }

            fn schema_id() -> Cow<'static, str> {
                <$other>::schema_id()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                <$other>::json_schema(generator)
            }
        })*
    };
}

same! {
    Foreign<T> as T;
    Nullable<T> as Option<T>;
}
