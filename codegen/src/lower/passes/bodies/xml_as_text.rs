//! XML that is passed as text.
//!
//! In: the positions of XML media types without a JSON alternative. Out: a diagnostic for each
//! media type: an API that speaks XML does so everywhere.

use std::collections::BTreeMap;

use crate::{
    diagnostics::{Code, Diagnostics},
    source::Span,
};

/// Reports each media type of XML once.
pub(crate) fn report(xml: BTreeMap<String, Vec<Span>>, diagnostics: &mut Diagnostics) {
    for (name, places) in xml {
        let Some((&first, others)) = places.split_first() else {
            continue;
        };
        let others = match others.len() {
            0 => String::new(),
            1 => ", here and in one other place".to_owned(),
            count => format!(", here and in {count} other places"),
        };
        diagnostics
            .report(
                Code::UnsupportedMediaType,
                first,
                format!("`{name}` is read as text{others}"),
            )
            .help("read and write the text with an XML library, or ask the API for JSON");
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_operation;

    #[test]
    fn xml_is_text_and_reported_once() {
        assert_operation(
            "
                responses:
                  '200': {description: d, content: {application/xml: {schema: {type: object}}}}
                  '201': {description: d, content: {application/xml: {schema: {type: object}}}}
            ",
            r#"
                operation POST /a
                  response 200
                    description "d"
                    media "application/xml": text
                  response 201
                    description "d"
                    media "application/xml": text
                reports UnsupportedMediaType
            "#,
        );
    }
}
