//! Which types requests and which responses reach.
//!
//! In: the API. Out: by type, whether it is sent and whether it is received. A field that may be
//! left out and may be `null`, or goes one way only, has another type in requests: so a type that
//! is only received must not replace one that is sent, or a request that is added later would
//! change what responses hold.

use crate::ir::{Api, Body, TypeId, TypeKind};

/// By type: whether it is sent, and whether it is received.
pub(super) struct Ways(Vec<[bool; 2]>);

impl Ways {
    pub(super) fn find(api: &mut Api) -> Self {
        let mut roots = [Vec::new(), Vec::new()];
        for operation in &mut api.operations {
            for parameter in &mut operation.parameters {
                parameter.ty.visit_mut(&mut |id| roots[0].push(*id));
            }
            body(operation.body.as_mut(), &mut roots[0]);
            for response in &mut operation.responses {
                for header in &mut response.headers {
                    header.ty.visit_mut(&mut |id| roots[1].push(*id));
                }
                for media in &mut response.media {
                    media.visit_mut(&mut |id| roots[1].push(*id));
                }
            }
        }
        for webhook in &mut api.webhooks {
            body(webhook.body.as_mut(), &mut roots[0]);
            body(webhook.body.as_mut(), &mut roots[1]);
        }
        let parts = super::all_parts(&mut api.types);
        let mut ways = vec![[false; 2]; api.types.len()];
        for (way, mut open) in roots.into_iter().enumerate() {
            while let Some(id) = open.pop() {
                if !std::mem::replace(&mut ways[id.index()][way], true) {
                    open.extend(&parts[id.index()]);
                }
            }
        }
        Self(ways)
    }

    /// Whether a type may replace a later one without being used in another direction. A type that
    /// no operation reaches may be used in both.
    pub(super) fn fit(&self, before: TypeId, later: TypeId, component: bool) -> bool {
        let (before, later) = (self.0[before.index()], self.0[later.index()]);
        let goes_too = before
            .iter()
            .zip(&later)
            .all(|(before, later)| *before || !*later);
        before == later || component && (goes_too || before == [false; 2])
    }
}

fn body(body: Option<&mut Body>, found: &mut Vec<TypeId>) {
    for media in body.into_iter().flat_map(|body| &mut body.media) {
        media.visit_mut(&mut |id| found.push(*id));
    }
}

/// Whether the fields of a type depend on the way that it goes.
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
