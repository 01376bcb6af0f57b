//! What a validation found.
//!
//! In: the broken constraints of a value. Out: an error that lists them all. Must not know how
//! values are measured.

use std::fmt;

use super::Constraint;

/// A value that breaks constraints of its schema: at least one [`Violation`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidationError {
    violations: Vec<Violation>,
}

impl ValidationError {
    pub(super) fn of(violations: Vec<Violation>) -> Result<(), Self> {
        if violations.is_empty() {
            Ok(())
        } else {
            Err(Self { violations })
        }
    }

    /// All violations, in the order of the members.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }
}

impl fmt::Display for ValidationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.violations.iter().enumerate() {
            let between = if index > 0 { "; " } else { "" };
            write!(formatter, "{between}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ValidationError {}

/// A constraint that a value breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    path: String,
    rule: &'static str,
    found: String,
    wanted: String,
}

impl Violation {
    pub(super) fn new(path: &str, constraint: Constraint, found: String, wanted: String) -> Self {
        Self {
            path: if path.is_empty() { "$" } else { path }.to_owned(),
            rule: constraint.keyword(),
            found,
            wanted,
        }
    }

    /// Where the value is, as in `items[3].content[0].text`; `$` is the whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The keyword of the schema: `maxLength`. For a value that fits no member of a union it is
    /// `oneOf`, also where the schema says `anyOf` or lists types.
    #[must_use]
    pub fn rule(&self) -> &str {
        self.rule
    }

    /// The actual value: `300 characters`.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// The expected value: `at most 256`.
    #[must_use]
    pub fn wanted(&self) -> &str {
        &self.wanted
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            rule,
            found,
            wanted,
        } = self;
        write!(
            formatter,
            "at `{path}`: {found}, expected {wanted} ({rule})"
        )
    }
}

impl Constraint {
    /// The keyword that states it.
    fn keyword(self) -> &'static str {
        match self {
            Self::MinLength(_) => "minLength",
            Self::MaxLength(_) => "maxLength",
            Self::Pattern(_) => "pattern",
            Self::Minimum(_) => "minimum",
            Self::Maximum(_) => "maximum",
            Self::ExclusiveMinimum(_) => "exclusiveMinimum",
            Self::ExclusiveMaximum(_) => "exclusiveMaximum",
            Self::MultipleOf(_) => "multipleOf",
            Self::MinItems(_) => "minItems",
            Self::MaxItems(_) => "maxItems",
            Self::UniqueItems => "uniqueItems",
            Self::MinProperties(_) => "minProperties",
            Self::MaxProperties(_) => "maxProperties",
            Self::Type(_) => "type",
            Self::Enum(_) | Self::Unlisted(_) => "enum",
            Self::Required(_) => "required",
            Self::DependentRequired(..) => "dependentRequired",
            Self::DependentSchema(..) => "dependentSchemas",
            Self::PropertyNames(_) => "propertyNames",
            Self::Items(..) => "items",
            Self::Item(..) => "prefixItems",
            Self::Contains(..) => "contains",
            Self::Not(_) => "not",
            Self::AnyOf(_) => "anyOf",
            Self::OneOf(_) | Self::Unmatched(_) => "oneOf",
            Self::If(_) => "if",
            // The last three are places, which no value breaks.
            Self::Property(..) | Self::Each | Self::Of(_) | Self::Rest => "properties",
        }
    }
}
