//! Consequences in words.
//!
//! In: items. Out: sentences that name what a program writes. What a document says is shown in
//! backticks, without anything that could end them.

use super::view::{CREDENTIAL, Item, Kind};
use crate::plan::{Deprecation, RustType};

/// Text of a document or a program as Markdown shows code.
pub(super) fn code(text: &str) -> String {
    let plain = |c: char| match c {
        '`' => '\'',
        c if c.is_control() => ' ',
        c => c,
    };
    format!("`{}`", text.chars().map(plain).collect::<String>())
}

/// An item as a program writes it.
pub(super) fn shown(item: &Item) -> String {
    code(&item.name)
}

pub(super) fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Struct => "a struct",
        Kind::Enumeration => "an enum of values",
        Kind::Union => "an enum of types",
        Kind::ByStatus => "an enum over the statuses",
        Kind::Headers => "a struct of headers",
        Kind::Constant => "a type of one value",
        Kind::Newtype => "a newtype",
        _ => "a type",
    }
}

/// What is said of an item that is gone.
pub(super) fn is_gone(item: &Item) -> String {
    let name = shown(item);
    let (owner, other) = parts(item);
    match item.kind {
        Kind::Resource => format!("{} is gone", code(&format!("client.{}", item.name))),
        Kind::Pages => format!("{name} and `pages()` are gone"),
        Kind::Conversion | Kind::Trait => {
            format!("{} no longer implements {}", code(owner), code(other))
        }
        Kind::Value => format!("{name} is no longer a value that can be written by its name"),
        Kind::Field => match setter(item) {
            Some(setter) => format!("the field {name} and {} are gone", code(setter)),
            None => format!("the field {name} is gone"),
        },
        Kind::Servers => "`Server` and `ClientBuilder::server` are gone".to_owned(),
        Kind::Feature => format!("the feature {name} is gone"),
        kind if kind.is_type() || kind == Kind::Builder => format!("the type {name} is gone"),
        _ => format!("{name} is gone"),
    }
}

/// What is said of an item that is new.
pub(super) fn is_new(item: &Item) -> String {
    let name = shown(item);
    let (owner, other) = parts(item);
    match item.kind {
        Kind::Resource => format!("{} is new", code(&format!("client.{}", item.name))),
        Kind::Pages => format!("{name} and `pages()` are new"),
        Kind::Conversion | Kind::Trait => format!("{} implements {}", code(owner), code(other)),
        Kind::Value => format!("{name} is a value that can be written by its name"),
        Kind::Field => match setter(item) {
            Some(setter) => format!("the field {name} and {} are new", code(setter)),
            None => format!("the field {name} is new"),
        },
        Kind::Servers => "`Server` and `ClientBuilder::server` are new".to_owned(),
        Kind::Feature => format!("the feature {name} is new"),
        kind if kind.is_type() || kind == Kind::Builder => format!("the type {name} is new"),
        _ => format!("{} is new", code(&called(item))),
    }
}

/// The method that sets a field.
fn setter(field: &Item) -> Option<&str> {
    let mut members = field.members.iter();
    let setter = members.find(|member| member.kind == Kind::Setter)?;
    setter.name.rsplit("::").next()
}

/// The type and the trait of an implementation.
fn parts(item: &Item) -> (&str, &str) {
    item.name.split_once(": ").unwrap_or((&item.name, ""))
}

/// A function with its arguments.
fn called(item: &Item) -> String {
    if item.takes.is_empty() {
        return item.name.clone();
    }
    let takes = item
        .takes
        .iter()
        .map(|one| format!("{}: {}", one.name, one.ty));
    let takes: Vec<String> = takes.collect();
    let name = item.name.strip_suffix("()").unwrap_or(&item.name);
    format!("{name}({})", takes.join(", "))
}

pub(super) fn is_renamed(old: &Item, new: &Item) -> String {
    let (old_name, new_name) = (shown(old), shown(new));
    match old.kind {
        Kind::Field => format!("the field {old_name} is now named {new_name}"),
        kind if kind.is_type() || kind == Kind::Builder => {
            format!("the type {old_name} is now named {new_name}")
        }
        _ => format!("{old_name} is now named {new_name}"),
    }
}

/// What a program does without an item.
pub(super) fn instead(item: &Item) -> Option<String> {
    let help = match item.kind {
        Kind::Method if item.deprecated != Deprecation::No => "it was deprecated",
        Kind::Pages => {
            "the server no longer sends pages, or names them in a way that is not recognized"
        }
        Kind::Environment => "build the client by `Client::builder()`",
        Kind::Value => "call `default()`",
        _ => return None,
    };
    Some(help.to_owned())
}

/// What a program does instead of using what is deprecated.
pub(super) fn instead_of_deprecated(item: &Item) -> String {
    match &item.deprecated {
        Deprecation::Instead(text) => text.replace(char::is_control, " "),
        _ => "the compiler warns of its use".to_owned(),
    }
}

/// A type that is another one.
pub(super) fn gives(new: &Item, old: Option<&RustType>) -> String {
    let name = shown(new);
    let text = |ty: Option<&RustType>| match ty {
        Some(ty) => code(&ty.to_string()),
        None => "nothing".to_owned(),
    };
    let (before, after) = (text(old), text(new.gives.as_ref()));
    match new.kind {
        Kind::Method => format!("{name} returns {after} instead of {before}"),
        Kind::Pages => format!("{name} yields {after} instead of {before}"),
        Kind::Variant | Kind::Newtype => format!("{name} holds {after} instead of {before}"),
        Kind::Enumeration => format!("the values of {name} are {after} instead of {before}"),
        Kind::Constant => format!("the value of {name} is {after} instead of {before}"),
        _ => format!("{name} is {after} instead of {before}"),
    }
}

/// What a caller passes for an argument that became optional or required.
pub(super) fn give(old: &RustType, new: &RustType) -> Option<String> {
    let is_option_of = |ty: &RustType, of: &RustType| match ty {
        RustType::Name(name, arguments) => name == "Option" && arguments.first() == Some(of),
        _ => false,
    };
    if is_option_of(new, old) {
        Some("pass it in `Some`, or `None`".to_owned())
    } else if is_option_of(old, new) {
        Some("pass it without `Some`".to_owned())
    } else {
        None
    }
}

/// What becomes of code around a value that may be missing now, or no longer.
pub(super) fn adapt(old: Option<&RustType>, new: Option<&RustType>) -> Option<String> {
    let optional = |ty: &RustType| match ty {
        RustType::Name(name, arguments) if name == "Option" => arguments.first().cloned(),
        _ => None,
    };
    let (old, new) = (old?, new?);
    if optional(new).as_ref() == Some(old) {
        Some("it may be missing: handle `None`".to_owned())
    } else if optional(old).as_ref() == Some(new) {
        Some("it is always there: remove what handles `None`".to_owned())
    } else {
        None
    }
}

/// A fact about the wire that is another one.
pub(super) fn wire(item: &Item, what: &str, before: &str, after: &str) -> String {
    let name = shown(item);
    let (before, after) = (code(before), code(after));
    match what {
        "name" | "header" | "tag" | "value" => {
            format!("{name} is {after} on the wire instead of {before}")
        }
        CREDENTIAL => format!("{name} is sent as {after} instead of {before}"),
        _ => format!("{name}: the {} is {after} instead of {before}", plain(what)),
    }
}

/// A fact about the wire that was none.
pub(super) fn new_fact(item: &Item, what: &str, is: &str) -> String {
    let (name, what, value) = (shown(item), plain(what), code(is));
    if is_sent(&what) {
        format!("{name} also sends the {what}: {value}")
    } else {
        format!("{name}: the {what} is {value} now")
    }
}

/// A fact about the wire that is none any more.
pub(super) fn no_fact(item: &Item, what: &str, was: &str) -> String {
    let (name, what, value) = (shown(item), plain(what), code(was));
    if is_sent(&what) {
        format!("{name} no longer sends the {what}: {value}")
    } else {
        format!("{name}: the {what} is no longer {value}")
    }
}

/// Whether it is a parameter with a value.
fn is_sent(what: &str) -> bool {
    let locations = ["header `", "query `", "cookie `", "path `"];
    locations.iter().any(|location| what.starts_with(location))
}

/// Names in backticks: `a`, `b` and `c`. Beyond `most` the others are counted. `last`: `and`, `or`.
pub(super) fn list(names: &[&str], last: &str, most: usize) -> String {
    let shown = if names.len() > most {
        most - 1
    } else {
        names.len()
    };
    let left = names.len() - shown;
    let mut parts: Vec<String> = names[..shown].iter().map(|name| code(name)).collect();
    if left > 0 {
        parts.push(format!("{left} others"));
    }
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(end) => format!("{} {last} {end}", parts.join(", ")),
        None => String::new(),
    }
}

/// Words that may quote the document in backticks.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// What a call needs that it did not need.
pub(super) fn credentials(name: &str, before: &str, after: &str) -> String {
    let list = |text: &str| {
        let all: Vec<String> = text.lines().map(code).collect();
        if all.is_empty() {
            "none".to_owned()
        } else {
            all.join(" or ")
        }
    };
    format!(
        "{name} needs the credentials {} instead of {}",
        list(after),
        list(before)
    )
}
