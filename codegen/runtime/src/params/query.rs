//! Queries that are encoded already.
//!
//! In: queries. Out: the same, with parameters removed or replaced. Must not know requests.

use super::encode_component;

/// Removes the parameters of that name from an encoded query.
pub(crate) fn remove_query(query: &mut String, name: &str) {
    let encoded = encode_component(name);
    let others = query.split('&').filter(|pair| name_of(pair) != encoded);
    *query = others.collect::<Vec<_>>().join("&");
}

/// Adds a client's query to that of a request, which replaces the parameters that it has itself.
pub(crate) fn with_client_query(client: &str, own: &str) -> String {
    if client.is_empty() || own.is_empty() {
        return [client, own].concat();
    }
    let is_own = |pair: &&str| own.split('&').any(|other| name_of(other) == name_of(pair));
    let mut query = String::with_capacity(client.len() + own.len() + 1);
    for pair in client.split('&').filter(|pair| !is_own(pair)) {
        query.push_str(pair);
        query.push('&');
    }
    query.push_str(own);
    query
}

/// The name of a pair of a query.
pub(crate) fn name_of(pair: &str) -> &str {
    pair.split('=').next().unwrap_or_default()
}
