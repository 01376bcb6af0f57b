//! What generated builders have in common, and objects of JSON, as macros.
//!
//! In: the name of a generated type. Out: its options, forwarded to the runtime, so that an option
//! more needs no other generated code. Must not know operations.

mod call;
mod client;
mod object;

/// The expansion of the derive macro `ByStatus`: statuses, a variant for each, and its body unless
/// there is none. A body is JSON, or what follows `as`. Media types after `if` restrict a variant
/// to these; for the last variant of such a status, `else` names the format of others.
#[doc(hidden)]
#[macro_export]
macro_rules! by_status {
    ($name:ident {
        $(
            $statuses:pat $(if $($media:literal)|+)? =>
                $variant:ident $(($body:ty) $(as $read:ident)?)? $(else $none:ident)?,
        )+
    }) => {
        impl $crate::FromBody for $name {
            #[allow(unreachable_patterns, reason = "the document may have a body for all other statuses, and several for one")]
            #[inline]
            fn from_body(
                body: &$crate::ResponseBody<'_>,
            ) -> ::core::result::Result<Self, $crate::DecodeError> {
                let read = |body: &$crate::ResponseBody<'_>| match body.status() {
                    $(
                        $statuses $(if body.is(&[$($media),+]))? =>
                            $crate::by_status!(@ body $name $variant $($body $(, $read)?)?),
                        $($statuses => ::core::result::Result::Err(body.$none()),)?
                    )+
                    _ => ::core::result::Result::Err(body.unexpected()),
                };
                $crate::codec::by_status(body, read, |status| match status {
                    $($statuses => ::core::option::Option::Some(
                        $crate::by_status!(@ documented $($body $(, $read)?)?)
                    ),)+
                    _ => ::core::option::Option::None,
                })
            }
        }

        impl $crate::Validate for $name {
            #[inline]
            fn validate(&self) -> ::core::result::Result<(), $crate::ValidationError> {
                match self {
                    $(Self::$variant $(($crate::by_status!(@ binding $body, value)))? => {
                        $crate::by_status!(@ validate $($body, value)?)
                    })+
                }
            }
        }
    };
    (@ documented) => {
        $crate::codec::Documented { body: "", read: "" }
    };
    (@ documented $body:ty) => {
        $crate::codec::Documented { body: ::core::stringify!($body), read: "json" }
    };
    (@ documented $body:ty, $read:ident) => {
        $crate::codec::Documented {
            body: ::core::stringify!($body),
            read: ::core::stringify!($read),
        }
    };
    (@ binding $body:ty, $value:ident) => {
        $value
    };
    (@ validate) => {
        ::core::result::Result::Ok(())
    };
    (@ validate $body:ty, $value:ident) => {
        $crate::Validate::validate($value)
    };
    (@ $from:ident $name:ident $variant:ident) => {
        ::core::result::Result::Ok($name::$variant)
    };
    (@ $from:ident $name:ident $variant:ident $body:ty) => {
        $from.json().map($name::$variant)
    };
    (@ $from:ident $name:ident $variant:ident $body:ty, text) => {
        $from.text().map($name::$variant)
    };
    (@ $from:ident $name:ident $variant:ident $body:ty, bytes) => {
        ::core::result::Result::Ok($name::$variant($crate::Bytes::copy_from_slice($from.bytes())))
    };
}
