//! Parameters: from values to the text in a path, query, header or cookie.
//!
//! In: anything serde can write. Out: percent-encoded text in one of the styles of the `OpenAPI`
//! standard. Must not know requests.

mod encode;
mod listed;
mod node;
mod node_error;
mod query;
mod style;
mod view;

pub(crate) use self::encode::{
    encode_component, encode_form, encode_reserved, encode_segment, push_literal,
};
pub use self::listed::{Item, Listed};
pub(crate) use self::node::Node;
pub(crate) use self::node::{node_of, text_of};
pub(crate) use self::node_error::NodeError;
pub(crate) use self::query::{name_of, remove_query, with_client_query};
pub use self::style::Style;
pub(crate) use self::style::{
    cookies_of, header_value, pairs_of, path_value, push_pairs, push_query,
};
pub(crate) use self::view::node_of_view;
