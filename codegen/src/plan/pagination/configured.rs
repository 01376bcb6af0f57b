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
    plan::{Problem, naming, problems::instead},
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
                    let help = "remove the entry".to_owned();
                    problems.push(Problem::unmatched(&place(key), message, help));
                }
            }
            config::Pagination::Pages(pages) => match of_entry(api, index, pages) {
                Ok(pages) => {
                    decided.insert(index, pages);
                }
                Err(Fault {
                    unmatched,
                    message,
                    help,
                }) => {
                    let report = if unmatched {
                        Problem::unmatched
                    } else {
                        Problem::invalid
                    };
                    problems.push(report(&place(key), message, help));
                }
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
    let mut fault = None;
    for index in (0..api.operations.len()).filter(|index| !own.contains(index)) {
        match of_entry(api, index, pages) {
            Ok(pages) => {
                matched = true;
                decided.insert(index, pages);
            }
            Err(found) if !found.unmatched => fault = Some(found),
            Err(_) => {}
        }
    }
    match fault {
        Some(Fault { message, help, .. }) => {
            problems.push(Problem::invalid(&place(ALL), message, help));
        }
        None if !matched => {
            let message = "no operation has all that `pagination` names for `*`".to_owned();
            let help = "name the parameter and the members as the document does".to_owned();
            problems.push(Problem::unmatched(&place(ALL), message, help));
        }
        None => {}
    }
}

/// The key of an entry.
fn place(key: &str) -> String {
    format!("pagination.{key}")
}

/// What is wrong with an entry.
struct Fault {
    /// The operation lacks something that it names.
    unmatched: bool,
    message: String,
    help: String,
}

fn invalid(message: String, help: &str) -> Fault {
    Fault {
        unmatched: false,
        message,
        help: help.to_owned(),
    }
}

fn of_entry(api: &Api, index: usize, pages: &config::Pages) -> Result<Pagination, Fault> {
    let operation = &api.operations[index];
    let key = naming::operation_key(operation);
    let lacks = |message: String, help: String| Fault {
        unmatched: true,
        message,
        help,
    };
    check_keys(pages)?;
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
                    "name the array in which the items stand".to_owned(),
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
    let parameter = || parameter(&shape, &key, pages);
    let next = |usual: Option<&str>| match (&pages.next, usual) {
        (Some(at), _) => Ok(at.clone()),
        (None, Some(usual)) => Ok(usual.to_owned()),
        (None, None) => Err(invalid(
            "this style needs the place of the cursor or URL in the response".to_owned(),
            "add `next = \"…\"`",
        )),
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
        _ => End::Unsaid,
    };
    Ok(Pagination {
        items,
        item: item.clone(),
        next: next_page,
        end,
    })
}

/// Refuses keys that mean nothing together.
fn check_keys(pages: &config::Pages) -> Result<(), Fault> {
    let style = pages.style;
    let asks = !matches!(style, PageStyle::Link | PageStyle::Url);
    let stray = [
        ("parameter", pages.parameter.is_some() && !asks),
        ("body_parameter", pages.body_parameter.is_some() && !asks),
        (
            "next",
            pages.next.is_some()
                && matches!(style, PageStyle::Link | PageStyle::Page | PageStyle::Offset),
        ),
        ("first", pages.first.is_some() && style != PageStyle::Page),
        ("pages", pages.pages.is_some() && style != PageStyle::Page),
        ("total", pages.total.is_some() && style != PageStyle::Offset),
    ];
    if let Some((key, _)) = stray.into_iter().find(|(_, stray)| *stray) {
        let message = format!("`{key}` means nothing with this style");
        return Err(invalid(message, "remove it, or choose another style"));
    }
    let ends = [&pages.more, &pages.last, &pages.pages, &pages.total];
    if ends.into_iter().flatten().count() > 1 {
        let message =
            "more than one of `more`, `last`, `pages` and `total` says which page is the last";
        return Err(invalid(message.to_owned(), "keep one of them"));
    }
    match (&pages.parameter, &pages.body_parameter) {
        (Some(_), Some(_)) => Err(invalid(
            "`parameter` and `body_parameter` exclude each other".to_owned(),
            "keep one of them",
        )),
        (None, None) if asks => Err(invalid(
            "this style needs the parameter that asks for a page".to_owned(),
            "add `parameter = \"…\"`, or `body_parameter = \"…\"`",
        )),
        _ => Ok(()),
    }
}

fn parameter(
    shape: &PageShape<'_>,
    key: &str,
    pages: &config::Pages,
) -> Result<PageParameter, Fault> {
    let in_query = shape.parameters.iter().map(|one| &one.asks);
    let mut in_query = in_query.filter(|one| one.location == PageLocation::Query);
    let found = match (&pages.parameter, &pages.body_parameter) {
        (Some(name), _) => in_query.clone().find(|one| one.name == *name).cloned(),
        (None, Some(at)) => shape.in_body(&pointer(at)),
        (None, None) => None,
    };
    found.ok_or_else(|| {
        let name = pages.parameter.as_ref().or(pages.body_parameter.as_ref());
        let name = name.map_or("", String::as_str);
        let place = if pages.parameter.is_some() {
            "query parameter"
        } else {
            "member of the body"
        };
        Fault {
            unmatched: true,
            message: format!("`{key}` has no {place} `{name}`"),
            help: instead(name, in_query.by_ref().map(|one| one.name.as_str())),
        }
    })
}

/// A JSON Pointer, where a name without a slash is a member of the whole.
fn pointer(at: &str) -> String {
    if at.is_empty() || at.starts_with('/') {
        return at.to_owned();
    }
    format!("/{}", at.replace('~', "~0"))
}
