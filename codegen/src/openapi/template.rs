//! Templates such as `/spans/{id}`, and their placeholders.

/// The names in braces, in order. An unmatched brace is text.
pub fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once('{')?;
        let (name, after) = after.split_once('}')?;
        rest = after;
        // In `{{name}` the inner brace is the opening one.
        Some(name.rsplit('{').next().unwrap_or(name))
    })
}
