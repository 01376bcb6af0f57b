//! Templates such as `/spans/{id}` and what they leave open.

/// The names in braces, in their order. A brace without partner is text.
pub fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once('{')?;
        let (name, after) = after.split_once('}')?;
        rest = after;
        // Of `{{name}` the inner brace opens.
        Some(name.rsplit('{').next().unwrap_or(name))
    })
}
