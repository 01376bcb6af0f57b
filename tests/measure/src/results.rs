//! The measurements, as they are stored.
//!
//! In: groups of samples as they are taken. Out: a JSON file that has every group's newest samples,
//! written after each of them, so that a run which is interrupted keeps what it has. What is
//! compared is in one group, and was measured in one run.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::failed;

/// Everything that is known.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Results {
    runs: Vec<Run>,
    groups: Vec<Group>,
}

/// A run of the command: when, where, of what.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct Run {
    pub(super) date: String,
    pub(super) command: String,
    pub(super) commit: String,
    pub(super) machine: String,
    /// Programs that wanted a processor when it began; see `uptime`.
    pub(super) load: String,
    pub(super) rustc: String,
    /// Of the generators that took part.
    pub(super) versions: BTreeMap<String, String>,
}

/// What is measured. The order is that of the page.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Step {
    Generate,
    Check,
    Tag,
    Release,
    Build,
    ColdCheck,
    ColdBuild,
    ColdRelease,
    Edit,
    Criterion,
    Calls,
    Delivery,
    ScaleGenerate,
    ScaleCheck,
}

/// One step on one subject by all that take part: measured one after the other, again and again.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Group {
    pub(super) step: Step,
    /// A document, a number of operations, a name of a benchmark.
    pub(super) subject: String,
    /// The place of its run.
    run: usize,
    pub(super) entries: Vec<Entry>,
}

/// What one of them took.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Entry {
    pub(super) who: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) samples: Vec<Sample>,
    /// Counts: files, lines, bytes, allocations.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) figures: BTreeMap<String, u64>,
    /// Why there are no samples.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) fault: Option<String>,
}

/// One time that it was done.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub(super) struct Sample {
    /// Wall-clock time in seconds.
    pub(super) wall: f64,
    /// Processor time of all threads and programs in seconds.
    pub(super) cpu: f64,
    /// Of the largest program.
    pub(super) mb: u64,
}

impl Results {
    /// Reads the first of the files that is there.
    pub(super) fn open(paths: &[&Path]) -> Result<Self, String> {
        let Some(path) = paths.iter().find(|path| path.exists()) else {
            return Ok(Self::default());
        };
        let text = fs::read_to_string(path).map_err(|error| failed(path, &error))?;
        serde_json::from_str(&text).map_err(|error| failed(path, &error))
    }

    /// Begins a run; groups that are put from now on belong to it.
    pub(super) fn begin(&mut self, run: Run) {
        self.runs.push(run);
    }

    /// Adds a group of the run that began last, in place of the one that had its step and subject.
    pub(super) fn put(&mut self, step: Step, subject: &str, entries: Vec<Entry>) {
        self.groups
            .retain(|group| group.step != step || group.subject != subject);
        self.groups.push(Group {
            step,
            subject: subject.to_owned(),
            run: self.runs.len().saturating_sub(1),
            entries,
        });
        self.forget();
    }

    /// Forgets runs that no group is of, but for the last.
    fn forget(&mut self) {
        let last = self.runs.len().saturating_sub(1);
        let used = |at: usize| at == last || self.groups.iter().any(|group| group.run == at);
        let kept: Vec<usize> = (0..self.runs.len()).filter(|at| used(*at)).collect();
        for group in &mut self.groups {
            group.run = kept.binary_search(&group.run).unwrap_or(group.run);
        }
        self.runs = kept.iter().map(|at| self.runs[*at].clone()).collect();
    }

    /// Writes it in one go: a reader sees the old or the new.
    pub(super) fn save(&self, path: &Path) -> Result<(), String> {
        let text = serde_json::to_string_pretty(self).map_err(|error| failed(path, &error))?;
        let new = path.with_extension("new");
        fs::write(&new, text + "\n")
            .and_then(|()| fs::rename(&new, path))
            .map_err(|error| failed(path, &error))
    }

    /// The runs that something is left of.
    pub(super) fn runs(&self) -> impl Iterator<Item = (usize, &Run)> {
        let used = |at: usize| self.groups.iter().any(|group| group.run == at);
        self.runs
            .iter()
            .enumerate()
            .filter(move |(at, _)| used(*at))
    }

    /// The groups of a step, in the order in which they were measured first.
    pub(super) fn of(&self, step: Step) -> Vec<&Group> {
        self.groups
            .iter()
            .filter(|group| group.step == step)
            .collect()
    }
}

impl Group {
    /// Which run it is of, as the page numbers them.
    pub(super) fn run(&self) -> usize {
        self.run
    }

    /// The entry of one that took part.
    pub(super) fn entry(&self, who: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.who == who)
    }
}

impl Entry {
    /// One that could not be measured.
    pub(super) fn fault(who: &str, fault: String) -> Self {
        Self {
            who: who.to_owned(),
            fault: Some(fault),
            ..Self::default()
        }
    }

    /// The median over the samples, of what `of` takes from each.
    pub(super) fn median(&self, of: fn(&Sample) -> f64) -> Option<f64> {
        median(self.samples.iter().map(of).collect())
    }

    /// How this compares with another one with which it took turns: the median of the ratios of the
    /// rounds, since the machine's speed changes from one to the next. Where they have not the same
    /// rounds, the ratio of the medians.
    pub(super) fn to(&self, other: &Self, of: fn(&Sample) -> f64) -> Option<f64> {
        if self.samples.len() == other.samples.len() {
            let rounds = self.samples.iter().zip(&other.samples);
            return median(rounds.map(|(one, other)| of(one) / of(other)).collect());
        }
        Some(self.median(of)? / other.median(of)?)
    }

    /// How far the samples are from the median at most, as a part of it. `None` for less than two.
    pub(super) fn spread(&self, of: fn(&Sample) -> f64) -> Option<f64> {
        let median = self.median(of).filter(|_| self.samples.len() > 1)?;
        let far = self
            .samples
            .iter()
            .map(|sample| (of(sample) - median).abs());
        Some(far.fold(0.0, f64::max) / median)
    }
}

/// The middle one; of two in the middle, halfway between them.
pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        length if length % 2 == 1 => Some(values[middle]),
        _ => Some(f64::midpoint(values[middle - 1], values[middle])),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// An entry with these times.
    pub(crate) fn entry(who: &str, walls: &[f64]) -> Entry {
        let sample = |wall: &f64| Sample {
            wall: *wall,
            cpu: wall * 2.0,
            mb: 100,
        };
        Entry {
            who: who.to_owned(),
            samples: walls.iter().map(sample).collect(),
            ..Entry::default()
        }
    }

    #[test]
    fn a_round_is_compared_with_the_same_round() {
        let wall = |sample: &Sample| sample.wall;
        let (ours, other) = (entry("a", &[1.0, 4.0, 1.0]), entry("b", &[2.0, 2.0, 4.0]));
        assert_eq!(ours.to(&other, wall), Some(0.5));
        assert_eq!(ours.to(&entry("b", &[2.0, 4.0]), wall), Some(1.0 / 3.0));
        assert_eq!(ours.to(&entry("b", &[]), wall), None);
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![4.0, 1.0]), Some(2.5));
        let wall = |sample: &Sample| sample.wall;
        assert_eq!(entry("a", &[2.0, 1.0, 2.5]).spread(wall), Some(0.5));
        assert_eq!(entry("a", &[2.0]).spread(wall), None);
    }

    #[test]
    fn a_new_run_takes_the_place_of_what_it_measures_again() {
        let mut results = Results::default();
        let run = |date: &str| Run {
            date: date.to_owned(),
            ..Run::default()
        };
        results.begin(run("monday"));
        results.put(Step::Check, "a", vec![entry("x", &[1.0])]);
        results.put(Step::Check, "b", vec![entry("x", &[1.0])]);
        results.begin(run("tuesday"));
        results.put(Step::Check, "a", vec![entry("x", &[2.0])]);
        let of = |results: &Results, subject| {
            let groups = results.of(Step::Check);
            let group = groups
                .iter()
                .find(|group| group.subject == subject)
                .unwrap();
            (
                results.runs[group.run()].date.clone(),
                group.entries[0].samples[0].wall.to_string(),
            )
        };
        assert_eq!(of(&results, "a"), ("tuesday".to_owned(), "2".to_owned()));
        assert_eq!(of(&results, "b"), ("monday".to_owned(), "1".to_owned()));

        results.begin(run("friday"));
        results.put(Step::Check, "b", vec![entry("x", &[3.0])]);
        assert_eq!(of(&results, "a").0, "tuesday");
        assert_eq!(of(&results, "b").0, "friday");
        assert_eq!(results.runs().count(), 2);
    }
}
