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
    let chained = |method, arguments| ChainedCall { method, arguments };
    let items = text(&pagination.items);
    let (next, parameter) = match &pagination.next {
        NextPage::LastItem(parameter, member) => {
            let arguments = vec![items, text(&parameter.name), text(member)];
            (chained("last_item", arguments), Some(parameter))
        }
        NextPage::Cursor(parameter, at) => {
            let arguments = vec![items, text(&parameter.name), text(at)];
            (chained("cursor", arguments), Some(parameter))
        }
        NextPage::Page {
            parameter, first, ..
        } => {
            let arguments = vec![items, text(&parameter.name), Expression::Number(*first)];
            (chained("page", arguments), Some(parameter))
        }
        NextPage::Offset(parameter) => {
            let arguments = vec![items, text(&parameter.name)];
            (chained("offset", arguments), Some(parameter))
        }
        NextPage::Link => (chained("link", vec![items]), None),
        NextPage::Url(at) => (chained("url", vec![items, text(at)]), None),
    };
    let mut chain = vec![next];
    if let NextPage::Page {
        numbered: Some(at), ..
    } = &pagination.next
    {
        chain.push(chained("numbered", vec![text(at)]));
    }
    match parameter.map(|parameter| parameter.location) {
        Some(PageLocation::Body) => chain.push(chained("in_body", Vec::new())),
        Some(PageLocation::BodyAny) => chain.push(chained("in_body_as_any", Vec::new())),
        Some(PageLocation::BodyText) => chain.push(chained("in_body_as_text", Vec::new())),
        Some(PageLocation::Query) | None => {}
    }
    match &pagination.end {
        End::Unstated => {}
        End::WhileTrue(at) => chain.push(chained("while_true", vec![text(at)])),
        End::UntilTrue(at) => chain.push(chained("until_true", vec![text(at)])),
        End::Pages(at) => chain.push(chained("pages", vec![text(at)])),
        End::Total(at) => chain.push(chained("total", vec![text(at)])),
    }
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
