//! What a change of the wire means where the compiler sees no difference.

use super::{Judge, Kind, Verdict};
use crate::compare::{
    view::{CREDENTIALS, FILLED, Item, REQUEST, UNNEEDED},
    words,
};

impl Judge<'_> {
    /// What is sent and read, where the compiler sees no difference.
    pub(super) fn wire(&mut self, old: &Item, new: &Item) {
        let name = words::shown(new);
        // How a response is read follows from its type.
        let reads = |what: &str| {
            old.gives != new.gives && (what.starts_with("media type") || what.starts_with("option"))
        };
        for (what, before) in old.wire.iter().filter(|(what, _)| !reads(what)) {
            let text = match new.wire.get(what) {
                Some(after) if after == before => continue,
                Some(after) if what == CREDENTIALS => {
                    let kept: Vec<&str> = after.lines().collect();
                    if before.lines().all(|one| kept.contains(&one)) {
                        continue;
                    }
                    if after == UNNEEDED {
                        format!("{name} is sent without credentials")
                    } else {
                        words::credentials(&name, before, after)
                    }
                }
                Some(_) if what == REQUEST => {
                    let (before, after) = (words::code(&old.place), words::code(&new.place));
                    format!("{name} sends {after} instead of {before}")
                }
                Some(after) => words::wire(new, what, before, after),
                None if is_told(what) => continue,
                None => words::no_fact(new, what, before),
            };
            self.report(Verdict::Wire, new, text);
        }
        for (what, after) in new.wire.iter().filter(|(what, _)| !reads(what)) {
            let is_optional = new.kind == Kind::Environment && after == "optional";
            if old.wire.contains_key(what) || is_told(what) || is_optional {
                continue;
            }
            self.report(Verdict::Wire, new, words::new_fact(new, what, after));
        }
    }
}

/// Whether a fact that only one version has is said of something else: of the union of a tag, of
/// the arguments of `new`.
fn is_told(what: &str) -> bool {
    what == "tag" || what == "further tags" || what == FILLED
}
