//! What the types that fields of models have are in other languages.
//!
//! In: nothing. Out: the type that each is on the wire, for models that derive `specta::Type`. Must
//! not know models.

use specta::{Type, Types, datatype::DataType};

use crate::FilePart;
use crate::codec::{Base64, Base64Url, Foreign, Nullable, Other, Time, Timestamp, Uuid};

/// The definition of another type.
macro_rules! same {
    ($($name:ident $(<$parameter:ident>)? as $other:ty;)*) => {
        $(impl $(<$parameter: Type>)? Type for $name $(<$parameter>)? {
            fn definition(types: &mut Types) -> DataType {
                <$other>::definition(types)
            }
        })*
    };
}

same! {
    Timestamp as String;
    Time as String;
    Uuid as String;
    Base64 as String;
    Base64Url as String;
    FilePart as String;
    Other as String;
    Foreign<T> as T;
    Nullable<T> as Option<T>;
}
