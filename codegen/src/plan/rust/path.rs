//! Paths of types that users write.

use super::RustType;

impl RustType {
    /// A path as a type: `uuid::Uuid`, `chrono::DateTime<chrono::Utc>`. None if it is not a path.
    pub(crate) fn parse(path: &str) -> Option<RustType> {
        let mut rest = path;
        let ty = parse(&mut rest)?;
        (rest.trim().is_empty() && path.contains("::")).then_some(ty)
    }
}

fn parse(rest: &mut &str) -> Option<RustType> {
    let text = rest.trim_start();
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    let is_name = |one: &str| {
        !one.is_empty() && !one.starts_with(|c: char| c.is_ascii_digit()) && !one.contains(':')
    };
    if !name.split("::").all(is_name) {
        return None;
    }
    *rest = after.trim_start();
    let mut arguments = Vec::new();
    if let Some(inner) = rest.strip_prefix('<') {
        *rest = inner;
        loop {
            arguments.push(parse(rest)?);
            if let Some(after) = rest.strip_prefix('>') {
                *rest = after.trim_start();
                break;
            }
            *rest = rest.strip_prefix(',')?;
        }
    }
    Some(RustType::Name(name.to_owned(), arguments))
}

#[cfg(test)]
mod tests {
    use super::RustType;

    #[test]
    fn paths_are_types_and_nothing_else_is() {
        for path in [
            "uuid::Uuid",
            "crate::tags::Tags",
            "chrono::DateTime<chrono::Utc>",
            "a::B<c::D<u8>, String>",
        ] {
            assert_eq!(
                RustType::parse(path).map(|ty| ty.to_string()).as_deref(),
                Some(path)
            );
        }
        for path in [
            "",
            "Uuid",
            "uuid:Uuid",
            "uuid::",
            "::uuid::Uuid",
            "a::B<",
            "a::B>",
            "a::B<c>d",
            "a::1",
            "&a::B",
            "a-b::C",
        ] {
            assert_eq!(RustType::parse(path), None, "{path}");
        }
    }
}
