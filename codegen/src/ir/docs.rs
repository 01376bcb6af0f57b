//! Titles, descriptions and examples from a document.

/// Texts and remarks that end up in the documentation of the generated item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Docs {
    /// A few words: `summary` of an operation, `title` of a schema.
    pub summary: Option<String>,
    /// The description, `CommonMark` as published.
    pub description: Option<String>,
    /// Whether the document calls the thing deprecated.
    pub deprecated: bool,
    /// An example value from the document, if it is simple: a scalar, or an object of
    /// scalars.
    pub example: Option<Box<serde_json::Value>>,
    /// `externalDocs`: where more is said.
    pub external_docs: Option<Box<ExternalDocs>>,
}

/// Where more is said of a thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ExternalDocs {
    /// The address.
    pub url: String,
    /// What is found there.
    pub description: Option<String>,
}

impl Docs {
    /// Whether there is nothing to print.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.summary.is_none() && self.description.is_none()
    }
}
