//! The expected outputs of the golden tests, compiled. `cargo xtask bless` writes this list.

#[rustfmt::skip]
#[path = "addresses/expected/mod.rs"]
pub mod addresses;

#[rustfmt::skip]
#[path = "all_of/expected/mod.rs"]
pub mod all_of;

#[rustfmt::skip]
#[path = "answers/expected/mod.rs"]
pub mod answers;

#[rustfmt::skip]
#[path = "assertions/expected/mod.rs"]
pub mod assertions;

#[rustfmt::skip]
#[path = "bytes/expected/mod.rs"]
pub mod bytes;

#[rustfmt::skip]
#[path = "catalogue/expected/mod.rs"]
pub mod catalogue;

#[rustfmt::skip]
#[path = "compat_v1/expected/mod.rs"]
pub mod compat_v1;

#[rustfmt::skip]
#[path = "compat_v2/expected/mod.rs"]
pub mod compat_v2;

#[rustfmt::skip]
#[path = "conditional/expected/mod.rs"]
pub mod conditional;

#[rustfmt::skip]
#[path = "configured/expected/mod.rs"]
pub mod configured;

#[rustfmt::skip]
#[path = "constants/expected/mod.rs"]
pub mod constants;

#[rustfmt::skip]
#[path = "enum_representations/expected/mod.rs"]
pub mod enum_representations;

#[rustfmt::skip]
#[path = "enumerations/expected/mod.rs"]
pub mod enumerations;

#[rustfmt::skip]
#[path = "equal_shapes/expected/mod.rs"]
pub mod equal_shapes;

#[rustfmt::skip]
#[path = "formats_and_tuples/expected/mod.rs"]
pub mod formats_and_tuples;

#[rustfmt::skip]
#[path = "free_form/expected/mod.rs"]
pub mod free_form;

#[rustfmt::skip]
#[path = "generics/expected/mod.rs"]
pub mod generics;

#[rustfmt::skip]
#[path = "hierarchy/expected/mod.rs"]
pub mod hierarchy;

#[rustfmt::skip]
#[path = "idempotent/expected/mod.rs"]
pub mod idempotent;

#[rustfmt::skip]
#[path = "limits/expected/mod.rs"]
pub mod limits;

#[rustfmt::skip]
#[path = "limits_in_unions/expected/mod.rs"]
pub mod limits_in_unions;

#[rustfmt::skip]
#[path = "listed_children/expected/mod.rs"]
pub mod listed_children;

#[rustfmt::skip]
#[path = "locked/expected/mod.rs"]
pub mod locked;

#[rustfmt::skip]
#[path = "media_types/expected/mod.rs"]
pub mod media_types;

#[rustfmt::skip]
#[path = "names/expected/mod.rs"]
pub mod names;

#[rustfmt::skip]
#[path = "names_v1/expected/mod.rs"]
pub mod names_v1;

#[rustfmt::skip]
#[path = "names_v2/expected/mod.rs"]
pub mod names_v2;

#[rustfmt::skip]
#[path = "numbers_as_text/expected/mod.rs"]
pub mod numbers_as_text;

#[rustfmt::skip]
#[path = "oauth/expected/mod.rs"]
pub mod oauth;

#[rustfmt::skip]
#[path = "objects/expected/mod.rs"]
pub mod objects;

#[rustfmt::skip]
#[path = "oddities/expected/mod.rs"]
pub mod oddities;

#[rustfmt::skip]
#[path = "paginated/expected/mod.rs"]
pub mod paginated;

#[rustfmt::skip]
#[path = "parameters/expected/mod.rs"]
pub mod parameters;

#[rustfmt::skip]
#[path = "places/expected/mod.rs"]
pub mod places;

#[rustfmt::skip]
#[path = "recursion/expected/mod.rs"]
pub mod recursion;

#[rustfmt::skip]
#[path = "responses/expected/mod.rs"]
pub mod responses;

#[rustfmt::skip]
#[path = "scalars/expected/mod.rs"]
pub mod scalars;

#[rustfmt::skip]
#[path = "security/expected/mod.rs"]
pub mod security;

#[rustfmt::skip]
#[path = "sending/expected/mod.rs"]
pub mod sending;

#[rustfmt::skip]
#[path = "sequences/expected/mod.rs"]
pub mod sequences;

#[rustfmt::skip]
#[path = "servers/expected/mod.rs"]
pub mod servers;

#[rustfmt::skip]
#[path = "several_files/expected/mod.rs"]
pub mod several_files;

#[rustfmt::skip]
#[path = "shared_parts/expected/mod.rs"]
pub mod shared_parts;

#[rustfmt::skip]
#[path = "streams/expected/mod.rs"]
pub mod streams;

#[rustfmt::skip]
#[path = "switches/expected/mod.rs"]
pub mod switches;

#[rustfmt::skip]
#[path = "tag_absent/expected/mod.rs"]
pub mod tag_absent;

#[rustfmt::skip]
#[path = "tag_features/expected/mod.rs"]
pub mod tag_features;

#[rustfmt::skip]
#[path = "twins/expected/mod.rs"]
pub mod twins;

#[rustfmt::skip]
#[path = "type_and_values/expected/mod.rs"]
pub mod type_and_values;

#[rustfmt::skip]
#[path = "unions_by_shape/expected/mod.rs"]
pub mod unions_by_shape;

#[rustfmt::skip]
#[path = "unions_tagged/expected/mod.rs"]
pub mod unions_tagged;

#[rustfmt::skip]
#[path = "uploads/expected/mod.rs"]
pub mod uploads;
