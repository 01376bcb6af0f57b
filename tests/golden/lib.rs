//! The expected outputs of the golden tests, compiled. `cargo xtask bless` writes this list.

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/addresses/expected/mod.rs"]
pub mod addresses;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/all_of/expected/mod.rs"]
pub mod all_of;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/assertions/expected/mod.rs"]
pub mod assertions;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/booleans/expected/mod.rs"]
pub mod booleans;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/bytes/expected/mod.rs"]
pub mod bytes;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/catalogue/expected/mod.rs"]
pub mod catalogue;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/compat_v1/expected/mod.rs"]
pub mod compat_v1;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/compat_v2/expected/mod.rs"]
pub mod compat_v2;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/conditional/expected/mod.rs"]
pub mod conditional;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/configured/expected/mod.rs"]
pub mod configured;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/constants/expected/mod.rs"]
pub mod constants;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/encoded_bytes/expected/mod.rs"]
pub mod encoded_bytes;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/enum_representations/expected/mod.rs"]
pub mod enum_representations;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/enumerations/expected/mod.rs"]
pub mod enumerations;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/equal_bodies/expected/mod.rs"]
pub mod equal_bodies;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/equal_bodies_with_files/expected/mod.rs"]
pub mod equal_bodies_with_files;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/equal_shapes/expected/mod.rs"]
pub mod equal_shapes;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/free_form/expected/mod.rs"]
pub mod free_form;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/generics/expected/mod.rs"]
pub mod generics;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/hierarchy/expected/mod.rs"]
pub mod hierarchy;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/idempotent/expected/mod.rs"]
pub mod idempotent;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/limits/expected/mod.rs"]
pub mod limits;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/limits_in_unions/expected/mod.rs"]
pub mod limits_in_unions;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/listed_children/expected/mod.rs"]
pub mod listed_children;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/locked/expected/mod.rs"]
pub mod locked;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/map_keys/expected/mod.rs"]
pub mod map_keys;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/media_types/expected/mod.rs"]
pub mod media_types;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/method_names/expected/mod.rs"]
pub mod method_names;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/names_v1/expected/mod.rs"]
pub mod names_v1;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/names_v2/expected/mod.rs"]
pub mod names_v2;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/numbers_as_text/expected/mod.rs"]
pub mod numbers_as_text;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/oauth/expected/mod.rs"]
pub mod oauth;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/objects/expected/mod.rs"]
pub mod objects;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/odd_constants/expected/mod.rs"]
pub mod odd_constants;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/odd_names/expected/mod.rs"]
pub mod odd_names;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/paginated/expected/mod.rs"]
pub mod paginated;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/parameters/expected/mod.rs"]
pub mod parameters;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/places/expected/mod.rs"]
pub mod places;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/recursion/expected/mod.rs"]
pub mod recursion;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/response_formats/expected/mod.rs"]
pub mod response_formats;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/responses/expected/mod.rs"]
pub mod responses;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/scalars/expected/mod.rs"]
pub mod scalars;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/security/expected/mod.rs"]
pub mod security;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/sending/expected/mod.rs"]
pub mod sending;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/sequences/expected/mod.rs"]
pub mod sequences;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/servers/expected/mod.rs"]
pub mod servers;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/several_files/expected/mod.rs"]
pub mod several_files;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/shared_parts/expected/mod.rs"]
pub mod shared_parts;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/stream_by_member/expected/mod.rs"]
pub mod stream_by_member;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/stream_by_query/expected/mod.rs"]
pub mod stream_by_query;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/stream_ends/expected/mod.rs"]
pub mod stream_ends;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/stream_extension/expected/mod.rs"]
pub mod stream_extension;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/stream_or_file/expected/mod.rs"]
pub mod stream_or_file;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/streams/expected/mod.rs"]
pub mod streams;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/tag_absent/expected/mod.rs"]
pub mod tag_absent;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/tag_features/expected/mod.rs"]
pub mod tag_features;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/text_formats/expected/mod.rs"]
pub mod text_formats;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/tuples/expected/mod.rs"]
pub mod tuples;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/type_and_values/expected/mod.rs"]
pub mod type_and_values;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/type_names/expected/mod.rs"]
pub mod type_names;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/unions_by_shape/expected/mod.rs"]
pub mod unions_by_shape;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/unions_tagged/expected/mod.rs"]
pub mod unions_tagged;

#[rustfmt::skip]
#[path = "../../codegen/tests/golden/uploads/expected/mod.rs"]
pub mod uploads;
