//! What the configuration says of pages.
//!
//! In: the operations, and `pagination` of the configuration. Out: by operation, how its pages
//! follow one another, after what the document shows; and the entries that match nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    End, NextPage, PageLocation, PageParameter, Pagination, found_pages, shape::PageShape,
};
use crate::{
    config::{self, ApiConfig, PageStyle},
    ir::Api,
    plan::{Problem, ProblemKind, naming, problems::instead},
};

/// The entry that is for all operations.
const ALL: &str = "*";

/// By operation: how its pages follow one another.
pub(crate) fn decide(
    api: &Api,
    config: &ApiConfig,
    problems: &mut Vec<Problem>,
) -> BTreeMap<usize, Pagination> {
    let mut decided = found_pages(api);
    let keys: Vec<String> = api.operations.iter().map(naming::operation_key).collect();
    let mut own = BTreeSet::new();
    // Sorted, so that the order of the entries changes nothing.
    let entries: BTreeMap<_, _> = config.pagination.iter().collect();
    for (key, entry) in entries.iter().filter(|(key, _)| **key != ALL) {
        let Some(index) = keys.iter().position(|found| found == *key) else {
            let message = format!("`pagination` names `{key}`, but there is no such operation");
            let help = instead(key, keys.iter().map(String::as_str));
            problems.push(Problem::unmatched(&place(key), message, help));
            continue;
        };
        own.insert(index);
        match entry {
            config::Pagination::Off => {
                if decided.remove(&index).is_none() {
                    let message = format!("`{key}` has no pages, so there is nothing to turn off");
                    let help = "remove the entry";
                    problems.push(Problem::unmatched(&place(key), message, help));
                }
            }
            config::Pagination::Pages(pages) => match of_entry(api, index, key, pages) {
                Ok(pages) => {
                    decided.insert(index, pages);
                }
                Err(problem) => problems.push(problem),
            },
        }
    }
    if let Some(entry) = config.pagination.get(ALL) {
        for_all(api, entry, &own, &mut decided, problems);
    }
    decided
}

/// The entry for all operations applies to those that have what it names and no entry of their own.
fn for_all(
    api: &Api,
    entry: &config::Pagination,
    own: &BTreeSet<usize>,
    decided: &mut BTreeMap<usize, Pagination>,
    problems: &mut Vec<Problem>,
) {
    let config::Pagination::Pages(pages) = entry else {
        decided.retain(|index, _| own.contains(index));
        return;
    };
    let mut matched = false;
    let mut invalid = None;
    for index in (0..api.operations.len()).filter(|index| !own.contains(index)) {
        match of_entry(api, index, ALL, pages) {
            Ok(pages) => {
                matched = true;
                decided.insert(index, pages);
            }
            Err(problem) if problem.kind == ProblemKind::Invalid => invalid = Some(problem),
            Err(_) => {}
        }
    }
    if invalid.is_none() && !matched {
        let message = "no operation has all that `pagination` names for `*`";
        let help = "name the parameter and the members as the document does";
        problems.push(Problem::unmatched(&place(ALL), message, help));
    }
    problems.extend(invalid);
}

/// The key of an entry.
fn place(key: &str) -> String {
    format!("pagination.{key}")
}

/// How an operation pages by an entry. It is unmatched if the operation lacks what it names.
fn of_entry(
    api: &Api,
    index: usize,
    entry: &str,
    pages: &config::Pages,
) -> Result<Pagination, Problem> {
    let operation = &api.operations[index];
    let key = naming::operation_key(operation);
    let entry = place(entry);
    let lacks = |message: String, help: String| Problem::unmatched(&entry, message, help);
    let invalid = |(message, help)| Problem::invalid(&entry, message, help);
    if let Some(fault) = fault(pages) {
        return Err(invalid(fault));
    }
    let shape = PageShape::new(api, operation).ok_or_else(|| {
        let message =
            format!("the response of `{key}` is not JSON of one type, so it can't be a page");
        lacks(message, "remove the entry".to_owned())
    })?;
    let known = || shape.members.iter().map(|member| member.pointer.as_str());
    let in_response = |at: &String| {
        let pointer = pointer(at);
        match shape.at(shape.response, &pointer) {
            Some(_) => Ok(pointer),
            None => Err(lacks(
                format!("the response of `{key}` has nothing at `{at}`"),
                instead(&pointer, known()),
            )),
        }
    };
    let (items, item) = match &pages.items {
        Some(at) => {
            let at = in_response(at)?;
            let item = shape.item_at(&at).ok_or_else(|| {
                lacks(
                    format!("`{at}` of the response of `{key}` is not an array"),
                    "name the array of the items".to_owned(),
                )
            })?;
            (at, item)
        }
        None => shape.items().ok_or_else(|| {
            lacks(
                format!("the response of `{key}` has several arrays that may be the items"),
                "add `items = \"…\"`".to_owned(),
            )
        })?,
    };
    let parameter = || {
        parameter(&shape, pages).ok_or_else(|| {
            let (place, name) = match (&pages.parameter, &pages.body_parameter) {
                (Some(name), _) => ("query parameter", name.as_str()),
                (None, name) => ("member of the body", name.as_deref().unwrap_or_default()),
            };
            let known = in_query(&shape).map(|one| one.name.as_str());
            lacks(
                format!("`{key}` has no {place} `{name}`"),
                instead(name, known),
            )
        })
    };
    let next = |usual: Option<&str>| match (&pages.next, usual) {
        (Some(at), _) => Ok(at.clone()),
        (None, Some(usual)) => Ok(usual.to_owned()),
        (None, None) => Err(invalid((
            "this style needs the place of the cursor or URL in the response".to_owned(),
            "add `next = \"…\"`",
        ))),
    };
    let next_page = match pages.style {
        PageStyle::Link => NextPage::Link,
        PageStyle::Url => NextPage::Url(in_response(&next(None)?)?),
        PageStyle::Cursor => NextPage::Cursor(parameter()?, in_response(&next(None)?)?),
        PageStyle::Offset => NextPage::Offset(parameter()?),
        PageStyle::Page => NextPage::Page {
            parameter: parameter()?,
            first: pages.first.unwrap_or(1),
            numbered: None,
        },
        PageStyle::LastItem => {
            let member = pointer(&next(Some("id"))?);
            if shape.at(item, &member).is_none() {
                let message = format!("the items of `{key}` have nothing at `{member}`");
                return Err(lacks(
                    message,
                    "add `next = \"…\"`, a member of the items".to_owned(),
                ));
            }
            NextPage::LastItem(parameter()?, member)
        }
    };
    let end = match (&pages.more, &pages.last, &pages.pages, &pages.total) {
        (Some(at), ..) => End::WhileTrue(in_response(at)?),
        (_, Some(at), ..) => End::UntilTrue(in_response(at)?),
        (_, _, Some(at), _) => End::Pages(in_response(at)?),
        (.., Some(at)) => End::Total(in_response(at)?),
        _ => End::Unstated,
    };
    Ok(Pagination {
        items,
        item: item.clone(),
        next: next_page,
        end,
    })
}

/// What is wrong with the keys of an entry, and what to do, if they mean nothing together.
fn fault(pages: &config::Pages) -> Option<(String, &'static str)> {
    let style = pages.style;
    let asks = !matches!(style, PageStyle::Link | PageStyle::Url);
    let no_cursor = matches!(style, PageStyle::Link | PageStyle::Page | PageStyle::Offset);
    let stray = [
        ("parameter", pages.parameter.is_some() && !asks),
        ("body_parameter", pages.body_parameter.is_some() && !asks),
        ("next", pages.next.is_some() && no_cursor),
        ("first", pages.first.is_some() && style != PageStyle::Page),
        ("pages", pages.pages.is_some() && style != PageStyle::Page),
        ("total", pages.total.is_some() && style != PageStyle::Offset),
    ];
    if let Some((key, _)) = stray.into_iter().find(|(_, stray)| *stray) {
        let message = format!("`{key}` means nothing with this style");
        return Some((message, "remove it, or choose another style"));
    }
    let ends = [&pages.more, &pages.last, &pages.pages, &pages.total];
    let (message, help) = match (&pages.parameter, &pages.body_parameter) {
        _ if ends.into_iter().flatten().count() > 1 => (
            "more than one of `more`, `last`, `pages` and `total` says which page is the last",
            "keep one of them",
        ),
        (Some(_), Some(_)) => (
            "`parameter` and `body_parameter` exclude each other",
            "keep one of them",
        ),
        (None, None) if asks => (
            "this style needs the parameter that asks for a page",
            "add `parameter = \"…\"`, or `body_parameter = \"…\"`",
        ),
        _ => return None,
    };
    Some((message.to_owned(), help))
}

fn parameter(shape: &PageShape<'_>, pages: &config::Pages) -> Option<PageParameter> {
    match (&pages.parameter, &pages.body_parameter) {
        (Some(name), _) => in_query(shape).find(|one| one.name == *name).cloned(),
        (None, Some(at)) => shape.in_body(&pointer(at)),
        (None, None) => None,
    }
}

fn in_query<'s>(shape: &'s PageShape<'_>) -> impl Iterator<Item = &'s PageParameter> {
    let parameters = shape.parameters.iter().map(|one| &one.asks);
    parameters.filter(|one| one.location == PageLocation::Query)
}

/// A JSON Pointer, where a name without a slash is a member of the whole.
fn pointer(at: &str) -> String {
    if at.is_empty() || at.starts_with('/') {
        return at.to_owned();
    }
    format!("/{}", at.replace('~', "~0"))
}
