//! Bounds on what a document makes: what inherits from much in many places is a small text and a
//! huge crate.

use std::cell::Cell;

/// The number of schemas that all views may have together. Microsoft's Graph, with 11,000
/// operations in 20 MB, has under 340,000.
const MAX_SUBSCHEMAS: usize = 3_000_000;

/// The number of fields and listed values that all types may have together, inherited ones
/// included. GitHub's API has under 60,000.
pub(super) const MAX_FIELDS: usize = if cfg!(test) { 4_000 } else { 400_000 };

/// The number of members that a union may have. Vercel's API has one of 165.
pub(super) const MAX_MEMBERS: usize = if cfg!(test) { 100 } else { 2_000 };

/// What was spent so far.
#[derive(Debug, Default)]
pub(super) struct Budget {
    subschemas: Cell<usize>,
    fields: Cell<usize>,
    reported: Cell<bool>,
    /// Whether a chain of schemas that inherit from each other was reported as too long.
    pub(super) too_deep: Cell<bool>,
}

impl Budget {
    /// Counts a schema of a view.
    pub(super) fn count_subschema(&self) {
        self.subschemas.set(self.subschemas.get() + 1);
    }

    /// Counts fields or values. Returns whether the budget still holds.
    pub(super) fn allows(&self, fields: usize) -> bool {
        self.fields.set(self.fields.get() + fields);
        self.subschemas.get() <= MAX_SUBSCHEMAS && self.fields.get() <= MAX_FIELDS
    }

    /// Whether it was not reported yet that the budget is spent, which is noted.
    pub(super) fn is_unreported(&self) -> bool {
        !self.reported.replace(true)
    }
}

#[cfg(test)]
mod tests {
    use crate::{diagnostics::Code, lower::tests::snippet::codes};

    #[test]
    fn heirs_of_more_than_a_crate_can_hold_are_left_out() {
        let property = |index| format!("p{index}: {{type: string}}");
        let properties: Vec<String> = (0..super::MAX_FIELDS / 100).map(property).collect();
        let heir = |index| format!("H{index}: {{allOf: [{{$ref: '#/components/schemas/Base'}}]}}");
        let heirs: Vec<String> = (0..120).map(heir).collect();
        let text = format!(
            "Base: {{type: object, properties: {{{}}}}}, {}",
            properties.join(", "),
            heirs.join(", ")
        );
        // An heir that adds nothing is another name for its base.
        let own = text.replace("'}]}", "'}], properties: {own: {type: string}}}");
        assert_eq!(codes(&text), []);
        assert_eq!(codes(&own), [Code::DocumentTooLarge]);
    }

    #[test]
    fn values_that_are_too_many_for_a_crate_are_any_value() {
        let list = |count: usize| {
            let values: Vec<String> = (0..count).map(|value| format!("v{value}")).collect();
            format!("A: {{type: string, enum: [{}]}}", values.join(", "))
        };
        assert_eq!(codes(&list(super::MAX_FIELDS)), []);
        assert_eq!(
            codes(&list(super::MAX_FIELDS + 1)),
            [Code::DocumentTooLarge]
        );
    }
}
