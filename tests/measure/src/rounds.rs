//! Taking turns.
//!
//! In: who takes part, how often, and what each does in its turn. Out: the samples of each.

use super::results::{Entry, Sample};

/// What takes longer is measured once: the machine's moods are small beside it.
const LONG: f64 = 120.0;

/// Lets each do it, one after the other, and all of them again. Who fails is out.
pub(super) fn rounds<T>(
    runs: usize,
    who: &mut [(T, Entry)],
    mut turn: impl FnMut(&T, &mut Entry) -> Result<Sample, String>,
) {
    for run in 0..runs {
        for (one, entry) in who.iter_mut() {
            let slow = entry.samples.iter().any(|sample| sample.wall > LONG);
            if entry.fault.is_some() || (run > 0 && slow) {
                continue;
            }
            match turn(one, entry) {
                Ok(sample) => entry.samples.push(sample),
                Err(fault) => {
                    entry.samples.clear();
                    entry.fault = Some(fault);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_take_turns_and_who_fails_or_is_slow_has_no_second_one() {
        let mut who = ["fine", "fails", "slow"].map(|name| (name, Entry::default()));
        let mut turns = Vec::new();
        rounds(2, &mut who, |name, _| {
            turns.push(*name);
            let wall = if *name == "slow" { 121.0 } else { 1.0 };
            match *name {
                "fails" => Err("no".to_owned()),
                _ => Ok(Sample {
                    wall,
                    cpu: 1.0,
                    mb: 1,
                }),
            }
        });
        assert_eq!(turns, ["fine", "fails", "slow", "fine"]);
        let counts = who.each_ref().map(|(_, entry)| entry.samples.len());
        assert_eq!(counts, [2, 0, 1]);
        assert_eq!(who[1].1.fault.as_deref(), Some("no"));
    }
}
