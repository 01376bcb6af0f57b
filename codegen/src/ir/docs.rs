//! What a document says about a thing in words.

/// Texts and remarks that end up in the documentation of the generated item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// A few words: `summary` of an operation, `title` of a schema.
    pub summary: Option<String>,
    /// The description, `CommonMark` as published.
    pub description: Option<String>,
    /// Whether the document calls the thing deprecated.
    pub deprecated: bool,
}

impl Docs {
    /// Whether there is nothing to print.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.summary.is_none() && self.description.is_none()
    }
}
