//! How a struct is read and written.

use super::Planned;
use crate::{
    ir::{TypeDef, TypeKind},
    plan::{Codec, Line, LineKind, Lint, context::Sheet, lints, models},
};

pub(super) fn codec(
    planned: &[Planned<'_>],
    flattened: Vec<String>,
    additional: Option<(String, &'static str)>,
    def: &TypeDef,
) -> Codec {
    let all: Vec<&str> = planned.iter().map(|one| one.name.as_str()).collect();
    let local = |name: &str| {
        let mut local = name.to_owned();
        while matches!(local.as_str(), "fields" | "key")
            || local != name && all.contains(&local.as_str())
        {
            local.push('_');
        }
        local
    };
    let lines: Vec<Line> = planned
        .iter()
        .map(|one| Line {
            wire: one.field.name.clone(),
            field: one.name.clone(),
            local: local(&one.name),
            kind: one.kind,
        })
        .collect();
    let mut read_lints = lints::on_names(lines.iter().map(|line| line.local.as_str()));
    let wide = |line: &Line| {
        if line.wire.len() + line.local.len() > 44 {
            6
        } else {
            3
        }
    };
    read_lints.extend(lints::on_length(
        lines.iter().map(wide).sum::<usize>() + flattened.len() + 10,
    ));
    let mut write_lints: Vec<Lint> = lints::on_length(lines.len() + 6).into_iter().collect();
    if matches!(&def.kind, TypeKind::Struct(object) if object.fields.iter().any(|field| field.docs.deprecated))
    {
        write_lints.push(Lint::Expect("deprecated"));
        read_lints.push(Lint::Expect("deprecated"));
    }
    Codec {
        additional: additional.map(|(name, map)| (name.clone(), local(&name), map)),
        lines,
        flattened,
        write_lints,
        read_lints,
    }
}

pub(super) fn import_codec(planned: &[Planned<'_>], codec: &Codec, sheet: &mut Sheet) {
    models::import_serde(sheet);
    sheet.imports.add("serde::de", "MapAccess");
    sheet.imports.add("specwright_runtime::codec", "Fields");
    if codec
        .lines
        .iter()
        .any(|line| line.kind == LineKind::Nullable)
    {
        sheet.imports.runtime("Nullable");
    }
    debug_assert_eq!(planned.len(), codec.lines.len());
}
