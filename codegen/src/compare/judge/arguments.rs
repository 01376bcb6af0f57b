//! What a change of the arguments of a function means for its callers.

use super::{Judge, Kind, Taken, Verdict, label};
use crate::compare::{names::Fit, view::Item, words};

impl Judge<'_> {
    /// Reports what callers must change, and which arguments mean something else without a word of
    /// the compiler.
    pub(super) fn arguments(&mut self, old: &Item, new: &Item) {
        let (before, after) = (&old.takes, &new.takes);
        let positional: Vec<Fit> = before
            .iter()
            .zip(after)
            .map(|(old, new)| self.names.fit(&old.ty, &new.ty))
            .collect();
        let compiles = before.len() == after.len() && !positional.contains(&Fit::Not);
        if !compiles {
            self.other_arguments(old, new);
            return;
        }
        let name = words::shown(new);
        for (index, (one, other)) in before.iter().zip(after).enumerate() {
            if one.means != other.means {
                let text = meaning(new, index, one, other);
                self.report(Verdict::Wire, new, text);
            } else if one.written != other.written {
                let text = format!("{name} writes {} in another form", label(other));
                self.report(Verdict::Wire, new, text);
            }
            if positional[index] == Fit::Wider {
                let text = format!(
                    "{name} takes `{}: {}` instead of `{}`",
                    other.name, other.ty, one.ty
                );
                self.report(Verdict::Additive, new, text);
            }
        }
    }

    /// Callers must pass something else.
    fn other_arguments(&mut self, old: &Item, new: &Item) {
        let name = words::shown(new);
        let (before, after) = (&old.takes, &new.takes);
        let find =
            |all: &[Taken], one: &Taken| all.iter().position(|other| other.means == one.means);
        let mut reported = false;
        for (index, added) in after.iter().enumerate() {
            if find(before, added).is_none() {
                let place = match index.checked_sub(1).map(|index| &after[index]) {
                    Some(previous) => format!("after `{}`", previous.name),
                    None if after.len() == 1 => "as its argument".to_owned(),
                    None => "as the first argument".to_owned(),
                };
                let text = format!("{name} takes `{}`", added.name);
                let help = format!("pass `{}: {}` {place}", added.name, added.ty);
                self.report(Verdict::Breaking, new, text).help = Some(help);
                reported = true;
            }
        }
        for gone in before {
            let Some(index) = find(after, gone) else {
                let text = format!("{name} no longer takes `{}`", gone.name);
                self.report(Verdict::Breaking, new, text);
                reported = true;
                continue;
            };
            let now = &after[index];
            if self.names.fit(&gone.ty, &now.ty) == Fit::Not {
                let text = format!(
                    "{name} takes `{}: {}` instead of `{}`",
                    now.name, now.ty, gone.ty
                );
                let help = words::give(&gone.ty, &now.ty);
                self.report(Verdict::Breaking, new, text).help = help;
                reported = true;
            }
        }
        if !reported {
            let order: Vec<String> = after.iter().map(|one| format!("`{}`", one.name)).collect();
            let text = format!(
                "{name} takes its arguments in another order: {}",
                order.join(", ")
            );
            self.report(Verdict::Breaking, new, text);
        }
    }
}

/// An argument that is taken for another one.
fn meaning(new: &Item, index: usize, one: &Taken, other: &Taken) -> String {
    let name = words::shown(new);
    match new.kind {
        Kind::Parameter => format!("{name} sets {} instead of {}", label(other), label(one)),
        _ => format!(
            "argument {} of {name} is {} instead of {}",
            index + 1,
            label(other),
            label(one)
        ),
    }
}
