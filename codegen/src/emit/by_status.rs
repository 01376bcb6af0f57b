//! Enums over the bodies that an operation answers with, by status: text, since they stand in a
//! macro.

use super::{
    Piece,
    text::{docs_text, lints_text},
};
use crate::plan::{ByStatus, StatusPattern, StatusVariant};

pub(super) fn emit(item: &ByStatus) -> Vec<Piece> {
    let mut text = String::from("specwright_runtime::by_status! {\n");
    text.push_str(&docs_text(&item.docs, 1));
    text.push_str(&lints_text(&item.lints, 1));
    text.extend(["    pub enum ", &item.name, " {\n"]);
    for (position, arm) in item.arms.iter().enumerate() {
        let Some(variant) = item.variants.get(arm.variant) else {
            continue;
        };
        if position > 0 && !variant.docs.is_empty() {
            text.push('\n');
        }
        text.push_str(&docs_text(&variant.docs, 2));
        text.extend([
            "        ",
            &pattern(&arm.statuses),
            &media(&arm.media),
            " => ",
            &body(variant),
            if arm.last {
                " else unexpected_media,\n"
            } else {
                ",\n"
            },
        ]);
    }
    text.push_str("    }\n}\n");
    vec![Piece::Text(text)]
}

/// The media types that an arm is limited to.
fn media(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    if names.is_empty() {
        String::new()
    } else {
        format!(" if {}", names.join(" | "))
    }
}

/// The variant with its body, and how that is read unless it is JSON.
fn body(variant: &StatusVariant) -> String {
    match &variant.ty {
        None => variant.name.clone(),
        Some(ty) if variant.read == "json" => format!("{}({})", variant.name, ty),
        Some(ty) => format!("{}({}) as {}", variant.name, ty, variant.read),
    }
}

fn pattern(statuses: &StatusPattern) -> String {
    match statuses {
        StatusPattern::Codes(codes) => {
            let codes: Vec<String> = codes.iter().map(u16::to_string).collect();
            codes.join(" | ")
        }
        StatusPattern::Range(low, high) => format!("{low}..={high}"),
        StatusPattern::Any => "_".to_owned(),
    }
}
