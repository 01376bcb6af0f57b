//! Whether a type describes a value, or merely lets it pass.
//!
//! In: a type and a JSON text. Out: whether the type describes the value. A union preserves
//! unrecognized values, and an object without required members reads any other object: so reading a
//! value successfully proves little. Must not know what the value is for.

use super::member::Member;
use super::object::Seen;
use super::weak::WeakMembers;
use crate::codec::body::from_body::FromBody;
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;
use crate::codec::union::variant::Case;

/// Whether a `T` says nothing of the objects that it reads, as a map does.
pub(crate) fn is_open<T: FromBody>() -> bool {
    // No document declares a member without a name.
    T::describes(r#"{"":null}"#, WeakMembers::NONE)
}

impl Reader<'_> {
    /// Reads what no variant of a union describes.
    pub(crate) fn unknown<U>(
        &mut self,
        place: &mut U,
        other: &dyn Case<U>,
    ) -> Result<(), ReadError> {
        if self.strict.is_some() {
            let message = "no variant describes it".to_owned();
            return Err(ReadError::new(self.at, message));
        }
        other.read(self, place)
    }

    /// Refuses an object of which a strict reader knows no member.
    pub(crate) fn check_described(
        &self,
        start: usize,
        table: &[Member],
        seen: &Seen,
        is_empty: bool,
    ) -> Result<(), ReadError> {
        let Some(beside) = self.strict else {
            return Ok(());
        };
        let is_root = self.depth == 0;
        let counts = |member: &Member| !is_root || self.picking || !beside.has(member);
        let mut members = table.iter().enumerate();
        let known = members.any(|(at, member)| seen.contains(at) && counts(member));
        if known || is_empty && !is_root {
            return Ok(());
        }
        Err(ReadError::new(start, "it has no known member".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;

    const BESIDE: WeakMembers = WeakMembers {
        optional: &["type", "note"],
        required: &["type"],
    };

    mod models {
        use serde_json::Value;

        use crate::{Model, Union};

        #[derive(Clone, Model)]
        pub(crate) struct Loose {
            pub(crate) r#type: Option<String>,
            pub(crate) note: Option<String>,
            pub(crate) id: Option<i64>,
        }

        #[derive(Clone, Model)]
        pub(crate) struct Note {
            pub(crate) note: String,
        }

        #[derive(Clone, Union)]
        #[union(tag = "type")]
        pub(crate) enum Tagged {
            #[union("note", carried)]
            Note(Note),
            #[union("break")]
            Break,
            #[union(unknown)]
            Unknown(Value),
        }

        #[derive(Clone, Union)]
        #[union(untagged)]
        pub(crate) enum Shaped {
            Note(Note),
            #[union(unknown)]
            Unknown(Value),
        }
    }

    use self::models::{Loose, Note, Shaped, Tagged};

    fn known<T: FromBody>(text: &str) -> (bool, bool) {
        (
            T::describes(text, WeakMembers::NONE),
            T::describes(text, BESIDE),
        )
    }

    #[test]
    fn an_object_is_known_by_its_declared_members() {
        assert_eq!(known::<Loose>(r#"{"id":1}"#), (true, true));
        assert_eq!(known::<Loose>(r#"{"note":"a"}"#), (true, false));
        assert_eq!(known::<Loose>(r#"{"other":1}"#), (false, false));
        assert_eq!(known::<Loose>("{}"), (false, false));
        assert_eq!(known::<Note>(r#"{"note":"a"}"#), (true, true));
        assert_eq!(known::<Note>(r#"{"note":1}"#), (false, false));
        assert_eq!(known::<Vec<Loose>>(r#"[{},{"note":"a"}]"#), (true, true));
    }

    #[test]
    fn a_union_is_known_by_its_variants() {
        let note = r#"{"type":"note","note":"a"}"#;
        assert_eq!(known::<Tagged>(note), (true, true));
        assert_eq!(known::<Tagged>(r#"{"type":"break"}"#), (true, true));
        assert_eq!(known::<Tagged>(r#"{"type":"new"}"#), (false, false));
        assert_eq!(known::<Tagged>("7"), (false, false));
        assert_eq!(known::<Shaped>(note), (true, true));
        assert_eq!(known::<Shaped>(r#"{"type":"new"}"#), (false, false));
    }

    #[test]
    fn open_types_know_everything() {
        assert!(is_open::<Value>() && is_open::<BTreeMap<String, Value>>());
        assert!(!is_open::<Loose>() && !is_open::<Tagged>() && !is_open::<String>());
    }
}
