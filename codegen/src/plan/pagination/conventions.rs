//! The conventions by which documents page, and what shows that an operation follows one.
//!
//! In: the shape of an operation. Out: what leads to the next page and what marks the last
//! one. Must not know how types are written.

use super::{
    End, NextPage,
    shape::{PageShape, Parameter, ResponseMember, is_number, is_text},
    words::{
        CURSORS, LAST, LIMITS, MORE, NEXT_CURSORS, NEXT_URLS, OFFSETS, PAGE_COUNTS, PAGE_NUMBERS,
        PAGES, SAME_NAME, TOTALS, UNSURE_OFFSETS,
    },
};
use crate::ir::{Scalar, Type};

/// How the pages of the operation follow one another.
pub(super) fn find(shape: &PageShape<'_>, items: &str, item: &Type) -> Option<(NextPage, End)> {
    let reads = shape.operation.method == "GET";
    let flag = || flag(shape).unwrap_or(End::Unstated);
    if reads && has_link(shape) {
        return Some((NextPage::Link, End::Unstated));
    }
    if let Some(next) = plain_cursor(shape, items) {
        return Some((next, flag()));
    }
    if let Some(at) = url(shape).filter(|_| reads) {
        return Some((NextPage::Url(at), End::Unstated));
    }
    if let Some(next) = cursor(shape, items).or_else(|| last_item(shape, item)) {
        return Some((next, flag()));
    }
    if let Some(next) = offset(shape) {
        return Some((next, flag()));
    }
    let next = page(shape)?;
    let pages = || number(shape, PAGE_COUNTS).map(End::Pages);
    // A count marks the end only if the first number is known; the flag needs no number.
    let counted = matches!(&next, NextPage::Page { numbered: None, .. });
    let end = if counted {
        pages().unwrap_or_else(flag)
    } else {
        self::flag(shape).or_else(pages).unwrap_or(End::Unstated)
    };
    Some((next, end))
}

/// Whether a success has the header `Link`.
fn has_link(shape: &PageShape<'_>) -> bool {
    shape
        .operation
        .successes()
        .flat_map(|response| &response.headers)
        .any(|header| header.name.eq_ignore_ascii_case("link"))
}

/// A name without its prefix `next`.
fn without_next(name: &str) -> &str {
    name.strip_prefix("next").unwrap_or(name)
}

/// The parameters of those names, the first names first.
fn named<'l, 'a>(
    shape: &'l PageShape<'a>,
    names: &'l [&'static str],
) -> impl Iterator<Item = &'l Parameter<'a>> {
    let of_name = |name: &'static str| shape.parameters.iter().filter(move |one| one.name == name);
    names.iter().flat_map(move |name| of_name(name))
}

/// Whether the parameter can take the value of the member.
fn fits(parameter: &Parameter<'_>, member: &ResponseMember<'_>) -> bool {
    let scalar = |ty: &Type| is_text(ty) || is_number(ty);
    match (parameter.ty, member.ty) {
        (Type::Any, ty) => scalar(ty) || *ty == Type::Any,
        (one, other) if is_text(one) => is_text(other),
        (one, other) if is_number(one) => is_number(other),
        (one, other) => {
            one == other && !matches!(one, Type::Array(_) | Type::Map(_) | Type::KeyedMap(..))
        }
    }
}

/// A cursor whose name says that it leads to the next page.
fn plain_cursor(shape: &PageShape<'_>, items: &str) -> Option<NextPage> {
    for parameter in named(shape, CURSORS) {
        let is_next = |member: &&ResponseMember<'_>| {
            let name = member.name();
            let same =
                name.starts_with("next") && without_next(name) == without_next(&parameter.name);
            let other = NEXT_CURSORS.contains(&name)
                && !is_number(parameter.ty)
                && parameter.name != "page";
            name != "next" && (same || other)
        };
        if let Some(member) = first(shape, items, |member| {
            is_next(&member) && fits(parameter, member)
        }) {
            return Some(NextPage::Cursor(
                parameter.asks.clone(),
                member.pointer.clone(),
            ));
        }
    }
    None
}

/// A cursor that is recognized by the objects around it, or by the parameter of the same name.
fn cursor(shape: &PageShape<'_>, items: &str) -> Option<NextPage> {
    for parameter in named(shape, CURSORS).chain(named(shape, &["until", "from"])) {
        let asks = parameter.name.as_str();
        let counts = matches!(asks, "offset" | "page");
        let leads = |member: &ResponseMember<'_>| {
            let name = member.name();
            let speaks = [&member.docs.description, &member.docs.summary];
            let speaks = speaks.into_iter().flatten().map(|text| text.to_lowercase());
            let speaks: Vec<String> = speaks.collect();
            let says = |word: &str| speaks.iter().any(|text| text.contains(word));
            match name {
                // A number of that name may be anything.
                _ if is_number(member.ty)
                    && !matches!((asks, name), ("until" | "from", "next")) =>
                {
                    false
                }
                // A member of links is an address.
                "next" => !counts && !member.is_in("links"),
                "after" => {
                    matches!(asks, "after" | "cursor" | "pagecursor" | "pageafter")
                        && member.path.len() > 1
                }
                "startingafter" => asks == name && member.is_in("next"),
                "nextpage" => asks == "pagetoken",
                "lastid" => matches!(asks, "after" | "startingafter"),
                _ => {
                    asks == name
                        && SAME_NAME.contains(&name)
                        && (says("next")
                            || says("subsequent")
                            || !(says("current") || says("previous")))
                }
            }
        };
        if let Some(member) = first(shape, items, |member| {
            leads(member) && fits(parameter, member)
        }) {
            return Some(NextPage::Cursor(
                parameter.asks.clone(),
                member.pointer.clone(),
            ));
        }
    }
    None
}

/// The first member that is not part of an item.
fn first<'l, 'a>(
    shape: &'l PageShape<'a>,
    items: &str,
    is: impl Fn(&ResponseMember<'_>) -> bool,
) -> Option<&'l ResponseMember<'a>> {
    // A response that is the array itself has no members.
    if items.is_empty() {
        return None;
    }
    shape.members.iter().find(|member| is(member))
}

/// The address of the next page.
fn url(shape: &PageShape<'_>) -> Option<String> {
    let has = |name: &str| shape.members.iter().any(|member| member.path == [name]);
    // The pages of Django's REST framework.
    let well_known = ["count", "next", "previous", "results"]
        .into_iter()
        .all(has);
    let is_url = |member: &&ResponseMember<'_>| {
        let name = member.name();
        let texts = [&member.docs.description, &member.docs.summary];
        let mut texts = texts.into_iter().flatten().map(|text| text.to_lowercase());
        let mut says = || {
            texts.any(|text| {
                ["url", "uri", "link"]
                    .iter()
                    .any(|word| text.contains(word))
            })
        };
        is_text(member.ty)
            && match name {
                "next" => member.is_in("links") || well_known && member.path.len() == 1 || says(),
                "href" => member.is_in("next"),
                "nextpage" => says(),
                _ => NEXT_URLS.contains(&name),
            }
    };
    shape
        .members
        .iter()
        .find(is_url)
        .map(|member| member.pointer.clone())
}

/// A parameter that takes the identifier of the last item.
fn last_item(shape: &PageShape<'_>, item: &Type) -> Option<NextPage> {
    let id = shape
        .at(item, "/id")
        .filter(|id| is_text(id) || is_number(id))?;
    for parameter in named(shape, &["startingafter", "afterid", "after"]) {
        let same_kind = is_text(parameter.ty) == is_text(id);
        let certain = parameter.name != "after" || flag(shape).is_some() && is_text(id);
        if same_kind && certain {
            return Some(NextPage::LastItem(parameter.asks.clone(), "/id".to_owned()));
        }
    }
    None
}

fn offset(shape: &PageShape<'_>) -> Option<NextPage> {
    let parameter = named(shape, OFFSETS).find(|parameter| is_number(parameter.ty))?;
    let begins = first_number(parameter);
    let from_zero = match begins {
        Some(first) => first == 0,
        None => !UNSURE_OFFSETS.contains(&parameter.name.as_str()),
    };
    let sized = named(shape, LIMITS).next().is_some() || number(shape, TOTALS).is_some();
    (from_zero && sized).then(|| NextPage::Offset(parameter.asks.clone()))
}

fn page(shape: &PageShape<'_>) -> Option<NextPage> {
    let parameter = named(shape, PAGES).find(|parameter| is_number(parameter.ty))?;
    let first = first_number(parameter);
    let numbered = match first {
        Some(_) => None,
        None => Some(number(shape, PAGE_NUMBERS).or_else(|| current(shape))?),
    };
    let counted = [PAGE_COUNTS, TOTALS]
        .into_iter()
        .any(|names| number(shape, names).is_some());
    let sized = named(shape, LIMITS).next().is_some();
    (counted || sized).then(|| NextPage::Page {
        parameter: parameter.asks.clone(),
        first: first.unwrap_or(1),
        numbered,
    })
}

/// The first value of a parameter that counts: its default, or else its minimum. Only 0 and 1 are
/// first values.
fn first_number(parameter: &Parameter<'_>) -> Option<u64> {
    let default = parameter.default.and_then(serde_json::Value::as_u64);
    let minimum = parameter.minimum.and_then(|minimum| minimum.parse().ok());
    default.or(minimum).filter(|first| *first <= 1)
}

/// The member that says whether there are more pages.
fn flag(shape: &PageShape<'_>) -> Option<End> {
    let is_bool = |member: &&ResponseMember<'_>| *member.ty == Type::Scalar(Scalar::Bool);
    let found = |names: &[&str]| {
        let mut flags = shape.members.iter().filter(is_bool);
        let flag = flags.find(|member| names.contains(&member.name()))?;
        Some(flag.pointer.clone())
    };
    let more = found(MORE).map(End::WhileTrue);
    more.or_else(|| found(LAST).map(End::UntilTrue))
}

/// The numeric member with one of those names.
fn number(shape: &PageShape<'_>, names: &[&str]) -> Option<String> {
    let mut numbers = shape.members.iter().filter(|member| is_number(member.ty));
    let found = numbers.find(|member| names.contains(&member.name()))?;
    Some(found.pointer.clone())
}

/// The member with the number of the page. Its names are ambiguous, so they count only in an object
/// about pages, or in a page of Spring Data.
fn current(shape: &PageShape<'_>) -> Option<String> {
    let around = ["pagination", "paging", "pages"];
    let has = |name: &str| shape.members.iter().any(|member| member.path == [name]);
    let spring = has("size") && (has("totalpages") || has("last"));
    let mut numbers = shape.members.iter().filter(|member| is_number(member.ty));
    let found = numbers.find(|member| match member.name() {
        "current" => around.iter().any(|name| member.is_in(name)),
        "number" => member.is_in("page") || spring && member.path.len() == 1,
        _ => false,
    })?;
    Some(found.pointer.clone())
}
