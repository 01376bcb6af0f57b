//! Which types requests and which responses reach.
//!
//! In: the API. Out: by type, whether it is sent and whether it is received. A field that may be
//! left out and may be `null`, or goes one way only, has another type in requests: so a type that
//! is only received must not replace one that is sent, or a request that is added later would
//! change what responses hold.

use crate::ir::{Api, Type, TypeId, TypeKind};

/// By type: whether it is sent, and whether it is received.
pub(super) struct Directions(Vec<[bool; 2]>);

impl Directions {
    pub(super) fn find(api: &Api) -> Self {
        let sent = api.reached(api.sent().flat_map(Type::ids).collect());
        let received = api.reached(api.received().flat_map(Type::ids).collect());
        Self(sent.into_iter().zip(received).map(Into::into).collect())
    }

    /// Whether a type may replace a later one without being used in another direction. A type that
    /// no operation reaches may be used in both.
    pub(super) fn fit(&self, before: TypeId, later: TypeId, component: bool) -> bool {
        let (before, later) = (self.0[before.index()], self.0[later.index()]);
        let mut both = before.iter().zip(&later);
        let goes_too = both.all(|(before, later)| *before || !*later);
        before == later || component && (goes_too || before == [false; 2])
    }
}

/// Whether the fields of a type depend on its direction.
pub(super) fn matter(kind: &TypeKind) -> bool {
    let TypeKind::Struct(object) = kind else {
        return false;
    };
    let mut fields = object.fields.iter();
    fields.any(|field| field.read_only || field.write_only || field.nullable && !field.required)
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_document;

    #[test]
    fn a_type_that_is_received_is_not_that_of_what_is_sent() {
        assert_document(
            "
                paths:
                  /a:
                    post:
                      requestBody: {content: {application/json: {schema: {properties: {a: {type: string, readOnly: true}}}}}}
                      responses:
                        '200': {description: d, content: {application/json: {schema: {properties: {a: {type: string, readOnly: true}}}}}}
            ",
            r#"
                api "a"
                  version "b"
                type [POST /a]/request: struct
                  field "a": string
                    read only
                type [POST /a]/response: struct
                  field "a": string
                    read only
                operation POST /a
                  body
                    media "application/json": json [POST /a]/request
                  response 200
                    description "d"
                    media "application/json": json [POST /a]/response
            "#,
        );
    }
}
