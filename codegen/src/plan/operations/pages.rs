//! Calls: pages in the terms of the runtime and of the docs.
//!
//! In: how the pages of an operation follow one another. Out: calls of the runtime's paginator, and
//! a sentence for the docs of the method.

use crate::plan::{
    ChainedCall, End, Expression, NextPage, PageLocation, Pages, context::Context, docs, markdown,
};

/// The calls that configure the runtime's paginator for an operation.
pub(crate) fn plan(context: &Context<'_>, index: usize) -> Option<Pages> {
    let pagination = context.pagination.get(&index)?;
    let text = |text: &String| Expression::Text(text.clone());
    let items = text(&pagination.items);
    let (next, parameter) = match &pagination.next {
        NextPage::LastItem(parameter, member) => {
            let arguments = [items, text(&parameter.name), text(member)];
            (ChainedCall::new("last_item", arguments), Some(parameter))
        }
        NextPage::Cursor(parameter, at) => {
            let arguments = [items, text(&parameter.name), text(at)];
            (ChainedCall::new("cursor", arguments), Some(parameter))
        }
        NextPage::Page {
            parameter, first, ..
        } => {
            let arguments = [items, text(&parameter.name), Expression::Number(*first)];
            (ChainedCall::new("page", arguments), Some(parameter))
        }
        NextPage::Offset(parameter) => {
            let arguments = [items, text(&parameter.name)];
            (ChainedCall::new("offset", arguments), Some(parameter))
        }
        NextPage::Link => (ChainedCall::new("link", [items]), None),
        NextPage::Url(at) => (ChainedCall::new("url", [items, text(at)]), None),
    };
    let mut chain = vec![next];
    if let NextPage::Page {
        numbered: Some(at), ..
    } = &pagination.next
    {
        chain.push(ChainedCall::new("numbered", [text(at)]));
    }
    let location = match parameter.map(|parameter| parameter.location) {
        Some(PageLocation::Body) => Some("in_body"),
        Some(PageLocation::BodyAny) => Some("in_body_as_any"),
        Some(PageLocation::BodyText) => Some("in_body_as_text"),
        Some(PageLocation::Query) | None => None,
    };
    chain.extend(location.map(|method| ChainedCall::new(method, [])));
    let end = match &pagination.end {
        End::Unstated => None,
        End::WhileTrue(at) => Some(("while_true", at)),
        End::UntilTrue(at) => Some(("until_true", at)),
        End::Pages(at) => Some(("pages", at)),
        End::Total(at) => Some(("total", at)),
    };
    chain.extend(end.map(|(method, at)| ChainedCall::new(method, [text(at)])));
    Some(Pages {
        item: context.rust(&pagination.item),
        chain,
    })
}

/// The parameter that asks for a page; empty: none does.
pub(crate) fn asked_by<'c>(context: &'c Context<'_>, index: usize) -> Option<&'c str> {
    let name = match &context.pagination.get(&index)?.next {
        NextPage::LastItem(parameter, _)
        | NextPage::Cursor(parameter, _)
        | NextPage::Page { parameter, .. }
        | NextPage::Offset(parameter) => &parameter.name,
        NextPage::Link | NextPage::Url(_) => "",
    };
    Some(name)
}

/// A sentence on how the pages are found. `call`: the type of the call.
pub(crate) fn remark(context: &Context<'_>, index: usize, call: &str) -> Vec<String> {
    let Some(pagination) = context.pagination.get(&index) else {
        return Vec::new();
    };
    let at = |pointer: &str| docs::code(&pointer.trim_start_matches('/').replace('/', "."));
    let how = match &pagination.next {
        NextPage::LastItem(parameter, member) => {
            format!(
                ": {} takes {} of the last item",
                at(&parameter.name),
                at(member)
            )
        }
        NextPage::Cursor(parameter, next) => {
            format!(
                ": {} takes {} of the response",
                at(&parameter.name),
                at(next)
            )
        }
        NextPage::Page { parameter, .. } => format!(": {} counts the pages", at(&parameter.name)),
        NextPage::Offset(parameter) => format!(": {} counts the items", at(&parameter.name)),
        NextPage::Link => " by the `Link` header".to_owned(),
        NextPage::Url(next) => format!(" by the URL in {}", at(next)),
    };
    markdown::folded(&format!(
        "Returns one page. [`items`]({call}::items) and [`pages`]({call}::pages) fetch the following ones{how}."
    ))
}
