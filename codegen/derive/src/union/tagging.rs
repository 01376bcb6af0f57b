//! How the variants of a union are distinguished.
//!
//! In: the attributes of the enum and of its variants. Out: its tagging, or what contradicts it.
//! Must not know what is expanded.

use syn::{DeriveInput, Error, LitStr};

use super::variant::Variant;
use crate::{attribute::Word, errors::Errors};

const NAMES: [&str; 6] = [
    "tag",
    "content",
    "external",
    "untagged",
    "extensible",
    "crate",
];

/// How variants are distinguished.
pub(crate) enum Tagging {
    /// By a member of the value.
    Internal(String),
    /// By a member beside the one with the value.
    Adjacent(String, String),
    /// By the name of the only member, whose value it is.
    External,
    /// By their shapes.
    Untagged,
}

impl Tagging {
    /// Refuses tags and flags that say nothing here, and variants that nothing leads to.
    pub(crate) fn check(&self, variants: &[Variant<'_>], errors: &mut Errors) {
        let is_internal = matches!(self, Self::Internal(_));
        let mut absent = 0;
        for (at, variant) in variants.iter().enumerate() {
            let is_special = variant.absent || variant.other;
            absent += usize::from(is_special);
            let message = match self {
                Self::Untagged if !variant.tags.is_empty() => {
                    "variants of an untagged union have no tags"
                }
                Self::Untagged if variant.ty.is_none() => {
                    "a variant of an untagged union holds a value"
                }
                _ if variant.carried && !is_internal => {
                    "only the value of an internally tagged union can carry the tag itself"
                }
                Self::Internal(_)
                    if variant.ty.is_none() && (variant.carried || variant.tags.is_empty()) =>
                {
                    "a variant that holds nothing is its tag: `#[union(\"…\")]`"
                }
                _ if is_special && !is_internal => {
                    "`absent` and `other` are for internally tagged unions"
                }
                _ if is_special && absent > 1 => "only one variant can be `absent` or `other`",
                _ if variant.absent && variant.other => "`other` takes values without a tag, too",
                Self::Internal(_) if variant.tags.is_empty() && !is_special => {
                    "expected its tag: `#[union(\"…\")]`"
                }
                Self::Adjacent(..) | Self::External if variant.tags.is_empty() => {
                    "expected its name on the wire: `#[union(\"…\")]`"
                }
                _ => "",
            };
            if !message.is_empty() {
                errors.add(variant.error(message));
            }
            let before = variants[..at].iter().flat_map(|other| &other.tags);
            let before: Vec<String> = before.map(LitStr::value).collect();
            for tag in &variant.tags {
                if before.contains(&tag.value()) {
                    errors.add(Error::new(tag.span(), "another variant has this tag"));
                }
            }
        }
    }
}

/// How the enum's variants are distinguished by its attributes, and whether values that fit none
/// are valid.
pub(crate) fn read(
    input: &DeriveInput,
    words: &[&Word],
    errors: &mut Errors,
) -> (Option<Tagging>, bool) {
    let (mut tag, mut content, mut found) = (None, None, Vec::new());
    let mut extensible = false;
    for word in words {
        let read = match &*word.name() {
            "tag" => word.text().map(|text| tag = Some(text.value())),
            "content" => word.text().map(|text| content = Some(text.value())),
            "external" => word.flag().map(|()| found.push(Tagging::External)),
            "untagged" => word.flag().map(|()| found.push(Tagging::Untagged)),
            "extensible" => word.flag().map(|()| extensible = true),
            _ => Err(word.unknown(&NAMES)),
        };
        errors.take(read);
    }
    match (tag, content) {
        (Some(tag), Some(content)) => found.push(Tagging::Adjacent(tag, content)),
        (Some(tag), None) => found.push(Tagging::Internal(tag)),
        (None, Some(_)) => {
            errors.add(Error::new_spanned(&input.ident, "`content` needs a `tag`"));
            return (None, extensible);
        }
        (None, None) => {}
    }
    let tagging = found.pop().filter(|_| found.is_empty());
    if tagging.is_none() {
        errors.add(Error::new_spanned(
            &input.ident,
            "expected one of `#[union(tag = \"…\")]`, `#[union(tag = \"…\", content = \"…\")]`, \
             `#[union(external)]` and `#[union(untagged)]`",
        ));
    }
    (tagging, extensible)
}
