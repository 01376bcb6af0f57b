//! Pages: what the document shows of them, or the configuration says.
//!
//! In: the operations, what was found of their pages, and `pagination` of the configuration. Out:
//! by operation, how its pages follow one another, in the runtime's and in the reader's words. Must
//! not know tokens.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    analyze::{End, Facts, Look, PageParameter, PagePlace, Pagination, Way},
    config::{self, ApiConfig, PageStyle},
    ir::Api,
    plan::{
        Expression, Pages, Problem, Step,
        context::{Context, Sheet},
        docs::{self, markdown},
        naming,
        problems::instead,
    },
};

/// The entry of the configuration that stands for all operations.
const ALL: &str = "*";

/// By operation: how its pages follow one another.
pub(crate) fn decide(
    api: &Api,
    facts: &Facts,
    config: &ApiConfig,
    problems: &mut Vec<Problem>,
) -> BTreeMap<usize, Pagination> {
    let mut decided = facts.pagination.clone();
    let keys: Vec<String> = api.operations.iter().map(naming::operation_key).collect();
    let mut own = BTreeSet::new();
    // What an entry says doesn't depend on the order in which they stand.
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

/// What stands for all operations holds where they have what it names and no entry of their own.
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

/// Where an entry stands.
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
    let look = Look::new(api, operation).ok_or_else(|| {
        let message =
            format!("the response of `{key}` is not JSON of one type, so it can't be a page");
        lacks(message, "remove the entry".to_owned())
    })?;
    let known = || look.members.iter().map(|member| member.pointer.as_str());
    let in_answer = |at: &String| {
        let pointer = pointer(at);
        match look.at(look.answer, &pointer) {
            Some(_) => Ok(pointer),
            None => Err(lacks(
                format!("the response of `{key}` has nothing at `{at}`"),
                instead(&pointer, known()),
            )),
        }
    };
    let (items, item) = match &pages.items {
        Some(at) => {
            let at = in_answer(at)?;
            let item = look.item_at(&at).ok_or_else(|| {
                lacks(
                    format!("`{at}` of the response of `{key}` is not an array"),
                    "name the array in which the items stand".to_owned(),
                )
            })?;
            (at, item)
        }
        None => look.items().ok_or_else(|| {
            lacks(
                format!("the response of `{key}` has several arrays that may be the items"),
                "add `items = \"…\"`".to_owned(),
            )
        })?,
    };
    let parameter = || parameter(&look, &key, pages);
    let next = |usual: Option<&str>| match (&pages.next, usual) {
        (Some(at), _) => Ok(at.clone()),
        (None, Some(usual)) => Ok(usual.to_owned()),
        (None, None) => Err(invalid(
            "this style needs the place of the cursor or URL in the response".to_owned(),
            "add `next = \"…\"`",
        )),
    };
    let way = match pages.style {
        PageStyle::Link => Way::Link,
        PageStyle::Url => Way::Url(in_answer(&next(None)?)?),
        PageStyle::Cursor => Way::Cursor(parameter()?, in_answer(&next(None)?)?),
        PageStyle::Offset => Way::Offset(parameter()?),
        PageStyle::Page => Way::Page {
            parameter: parameter()?,
            first: pages.first.unwrap_or(1),
            numbered: None,
        },
        PageStyle::LastItem => {
            let member = pointer(&next(Some("id"))?);
            if look.at(item, &member).is_none() {
                let message = format!("the items of `{key}` have nothing at `{member}`");
                return Err(lacks(
                    message,
                    "add `next = \"…\"`, a member of the items".to_owned(),
                ));
            }
            Way::LastItem(parameter()?, member)
        }
    };
    let end = match (&pages.more, &pages.last, &pages.pages, &pages.total) {
        (Some(at), ..) => End::WhileTrue(in_answer(at)?),
        (_, Some(at), ..) => End::UntilTrue(in_answer(at)?),
        (_, _, Some(at), _) => End::Pages(in_answer(at)?),
        (.., Some(at)) => End::Total(in_answer(at)?),
        _ => End::Unsaid,
    };
    Ok(Pagination {
        items,
        item: item.clone(),
        way,
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

fn parameter(look: &Look<'_>, key: &str, pages: &config::Pages) -> Result<PageParameter, Fault> {
    let in_query = look.parameters.iter().map(|one| &one.asks);
    let mut in_query = in_query.filter(|one| one.place == PagePlace::Query);
    let found = match (&pages.parameter, &pages.body_parameter) {
        (Some(name), _) => in_query.clone().find(|one| one.name == *name).cloned(),
        (None, Some(at)) => look.in_body(&pointer(at)),
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

/// How the pages of an operation follow one another, in the runtime's words.
pub(crate) fn pages(context: &Context<'_>, index: usize, sheet: &mut Sheet) -> Option<Pages> {
    let pagination = context.pagination.get(&index)?;
    let text = |text: &String| Expression::Text(text.clone());
    let step = |method, arguments| Step { method, arguments };
    let items = text(&pagination.items);
    let (way, parameter) = match &pagination.way {
        Way::LastItem(parameter, member) => {
            let arguments = vec![items, text(&parameter.name), text(member)];
            (step("last_item", arguments), Some(parameter))
        }
        Way::Cursor(parameter, at) => {
            let arguments = vec![items, text(&parameter.name), text(at)];
            (step("cursor", arguments), Some(parameter))
        }
        Way::Page {
            parameter, first, ..
        } => {
            let arguments = vec![items, text(&parameter.name), Expression::Number(*first)];
            (step("page", arguments), Some(parameter))
        }
        Way::Offset(parameter) => {
            let arguments = vec![items, text(&parameter.name)];
            (step("offset", arguments), Some(parameter))
        }
        Way::Link => (step("link", vec![items]), None),
        Way::Url(at) => (step("url", vec![items, text(at)]), None),
    };
    let mut steps = vec![way];
    if let Way::Page {
        numbered: Some(at), ..
    } = &pagination.way
    {
        steps.push(step("numbered", vec![text(at)]));
    }
    match parameter.map(|parameter| parameter.place) {
        Some(PagePlace::Body) => steps.push(step("in_body", Vec::new())),
        Some(PagePlace::BodyAny) => steps.push(step("in_body_as_any", Vec::new())),
        Some(PagePlace::BodyText) => steps.push(step("in_body_as_text", Vec::new())),
        Some(PagePlace::Query) | None => {}
    }
    match &pagination.end {
        End::Unsaid => {}
        End::WhileTrue(at) => steps.push(step("while_true", vec![text(at)])),
        End::UntilTrue(at) => steps.push(step("until_true", vec![text(at)])),
        End::Pages(at) => steps.push(step("pages", vec![text(at)])),
        End::Total(at) => steps.push(step("total", vec![text(at)])),
    }
    Some(Pages {
        item: context.rust(&pagination.item, sheet),
        steps,
    })
}

/// The parameter that asks for a page; empty: none does.
pub(crate) fn asked_by<'c>(context: &'c Context<'_>, index: usize) -> Option<&'c str> {
    let name = match &context.pagination.get(&index)?.way {
        Way::LastItem(parameter, _)
        | Way::Cursor(parameter, _)
        | Way::Page { parameter, .. }
        | Way::Offset(parameter) => &parameter.name,
        Way::Link | Way::Url(_) => "",
    };
    Some(name)
}

/// How the pages are found, in words: one line. `call`: the type of the call.
pub(crate) fn remark(context: &Context<'_>, index: usize, call: &str) -> Vec<String> {
    let Some(pagination) = context.pagination.get(&index) else {
        return Vec::new();
    };
    let at = |pointer: &str| docs::code(&pointer.trim_start_matches('/').replace('/', "."));
    let how = match &pagination.way {
        Way::LastItem(parameter, member) => {
            format!(
                ": {} takes {} of the last item",
                at(&parameter.name),
                at(member)
            )
        }
        Way::Cursor(parameter, next) => {
            format!(
                ": {} takes {} of the response",
                at(&parameter.name),
                at(next)
            )
        }
        Way::Page { parameter, .. } => format!(": {} counts the pages", at(&parameter.name)),
        Way::Offset(parameter) => format!(": {} counts the items", at(&parameter.name)),
        Way::Link => " by the `Link` header".to_owned(),
        Way::Url(next) => format!(" by the URL in {}", at(next)),
    };
    markdown::folded(&format!(
        "Returns one page. [`items`]({call}::items) and [`pages`]({call}::pages) fetch the following ones{how}."
    ))
}
