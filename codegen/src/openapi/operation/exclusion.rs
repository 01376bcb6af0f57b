//! Fields and parameters that exclude each other.

use super::parameter::{Location, Parameter};
use crate::diagnostics::Code;
use crate::openapi::context::Context;
use crate::source::Node;

impl<'a> Context<'a, '_> {
    /// Reports two fields that exclude each other if both are present.
    pub(crate) fn exclusive(&mut self, node: &'a Node, one: &str, other: &str) {
        let key = |name| Some(node.as_object()?.member(name)?.key);
        let (Some(first), Some(second)) = (key(one), key(other)) else {
            return;
        };
        let message = format!("`{one}` and `{other}` exclude each other");
        self.diagnostics
            .report(Code::ExclusiveFields, second, message)
            .label(first, format!("`{one}` is here"))
            .help("remove one of the two");
    }

    /// Reports the parameters that one for the whole query excludes: another such one, and single
    /// query parameters.
    pub(crate) fn whole_query(&mut self, parameters: &[Parameter<'a>]) {
        let mut whole = parameters
            .iter()
            .filter(|one| one.location == Location::QueryString);
        let Some(first) = whole.next() else {
            return;
        };
        let query = parameters
            .iter()
            .find(|one| one.location == Location::Query);
        let other = whole.next().map(|one| (one, "two `in: querystring`"));
        let other = other.or(query.map(|one| (one, "`in: querystring` and `in: query`")));
        if let Some((other, both)) = other {
            let message = format!("an operation can't have {both}");
            self.diagnostics
                .report(Code::FieldNotAllowed, other.name.span, message)
                .label(first.name.span, "this parameter is the whole query")
                .help("make it a property of the other one, or remove one of the two")
                .harmless();
        }
    }
}
