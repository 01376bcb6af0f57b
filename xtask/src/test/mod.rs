//! Everything that CI checks, in one command.
//!
//! In: which steps. Out: what each step prints, and a table of how each ended. The first failure
//! ends the run, and the table says which steps were not reached.

mod features;
mod steps;

use std::path::Path;
use std::time::{Duration, Instant};

use self::steps::{STEPS, Step};
use crate::Outcome;

/// What a step left out, each with its reason; or why it failed.
pub(crate) type Checked = Result<Vec<String>, String>;

/// Which steps to run.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Runs only this step; may be repeated
    #[arg(long, value_name = "STEP", value_parser = clap::builder::PossibleValuesParser::new(STEPS.iter().map(|step| step.name)))]
    only: Vec<String>,
    /// Runs the long steps, which CI runs every night, instead of the others
    #[arg(long, conflicts_with = "only")]
    nightly: bool,
}

impl Options {
    fn choose(&self, step: &Step) -> bool {
        if self.only.is_empty() {
            return step.nightly == self.nightly;
        }
        self.only.iter().any(|name| name == step.name)
    }
}

/// How a step ended.
enum Ending {
    Passed(Duration),
    LeftOut(Duration, Vec<String>),
    Failed(Duration),
    NotRun,
}

/// Runs the chosen steps.
pub(crate) fn run(root: &Path, options: &Options) -> Outcome {
    let steps: Vec<_> = STEPS.iter().filter(|step| options.choose(step)).collect();
    println!("{}", announcement(&steps));
    run_steps(root, &steps)
}

/// Runs what a change of the generator fails most often.
pub(crate) fn quick(root: &Path) -> Outcome {
    let is_quick = |step: &&Step| ["format", "tidy", "codegen"].contains(&step.name);
    let steps = STEPS.iter().filter(is_quick).chain([&steps::GENERATOR]);
    run_steps(root, &steps.collect::<Vec<_>>())
}

fn run_steps(root: &Path, steps: &[&Step]) -> Outcome {
    let start = Instant::now();
    let mut endings = Vec::new();
    let mut outcome = Ok(());
    for (at, step) in steps.iter().enumerate() {
        if outcome.is_err() {
            endings.push((step.name, Ending::NotRun));
            continue;
        }
        let elapsed = minutes(start.elapsed());
        let count = steps.len();
        println!(
            "\n==> {}/{count} {}: {} ({elapsed} elapsed)",
            at + 1,
            step.name,
            step.what
        );
        let start = Instant::now();
        let checked = (step.run)(root);
        let time = start.elapsed();
        let ending = match checked {
            Ok(left_out) if left_out.is_empty() => Ending::Passed(time),
            Ok(left_out) => Ending::LeftOut(time, left_out),
            Err(message) => {
                outcome = Err(format!("step `{}`: {message}", step.name));
                Ending::Failed(time)
            }
        };
        endings.push((step.name, ending));
    }
    println!("\n{}\n{} in all", table(&endings), minutes(start.elapsed()));
    outcome
}

/// How much time and disk the steps take.
fn announcement(steps: &[&Step]) -> String {
    let seconds: u64 = steps.iter().map(|step| step.seconds).sum();
    let count = steps.len();
    let time = minutes(Duration::from_secs(seconds));
    if let [step] = steps {
        return format!(
            "{}: about {time} minutes on two cores from nothing",
            step.name
        );
    }
    format!(
        "{count} steps: about {time} minutes on two cores from nothing, and {} GB in target/; less \
         after an earlier run",
        if steps.iter().any(|step| step.nightly) {
            steps::NIGHTLY_DISK_GB
        } else {
            steps::DISK_GB
        },
    )
}

fn table(endings: &[(&str, Ending)]) -> String {
    let width = endings.iter().map(|(name, _)| name.len()).max();
    let width = width.unwrap_or_default();
    let row = |(name, ending): &(&str, Ending)| match ending {
        Ending::Passed(time) => format!("{name:width$}  passed    {:>8}", seconds(*time)),
        Ending::Failed(time) => format!("{name:width$}  FAILED    {:>8}", seconds(*time)),
        Ending::NotRun => format!("{name:width$}  not run"),
        Ending::LeftOut(time, what) => {
            let what = what.join("; ");
            format!("{name:width$}  left out  {:>8}  {what}", seconds(*time))
        }
    };
    endings.iter().map(row).collect::<Vec<_>>().join("\n")
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

fn minutes(time: Duration) -> String {
    format!("{}:{:02}", time.as_secs() / 60, time.as_secs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_distinguishes_the_four_endings() {
        let endings = [
            ("tidy", Ending::Passed(Duration::from_millis(1250))),
            (
                "wasm",
                Ending::LeftOut(
                    Duration::from_millis(100),
                    vec!["all: no target".to_owned()],
                ),
            ),
            ("clippy", Ending::Failed(Duration::from_secs(12))),
            ("conformance", Ending::NotRun),
        ];
        let expected = [
            "tidy         passed       1.2 s",
            "wasm         left out     0.1 s  all: no target",
            "clippy       FAILED      12.0 s",
            "conformance  not run",
        ];
        assert_eq!(table(&endings), expected.join("\n"));
    }

    #[test]
    fn long_steps_run_on_request() {
        let chosen = |options: &Options| -> Vec<_> {
            STEPS
                .iter()
                .filter(|step| options.choose(step))
                .map(|step| step.name)
                .collect()
        };
        let only = |only: &[&str], nightly| Options {
            only: only.iter().copied().map(str::to_owned).collect(),
            nightly,
        };
        assert_eq!(chosen(&only(&["soak", "tidy"], false)), ["tidy", "soak"]);
        let (daily, nightly) = (chosen(&only(&[], false)), chosen(&only(&[], true)));
        assert!(daily.contains(&"tests") && nightly.contains(&"soak"));
        assert_eq!(daily.len() + nightly.len(), STEPS.len());
    }

    #[test]
    fn names_of_steps_are_unique() {
        let names: std::collections::BTreeSet<_> = STEPS.iter().map(|step| step.name).collect();
        assert_eq!(names.len(), STEPS.len());
    }
}
