//! What is known of one document, and whether it is as it should be.
//!
//! In: the results of generating, compiling and the payload test. Out: the faults that make the
//! command fail.

use serde::Serialize;

use super::check::Check;
use super::generate::Generation;
use super::manifest::{Document, Expect, Kind};
use super::payloads::{Survey, Survival};

/// The most memory that generating may take.
const MOST_MB: u64 = 1536;

/// One line of the table.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) expect: Option<Expect>,
    #[serde(flatten)]
    pub(super) generation: Generation,
    /// `None`: not compiled.
    pub(super) check: Option<Check>,
    /// `None`: not tested.
    pub(super) payloads: Option<Survey>,
    /// Why the command fails. Errors of the document are not among them.
    pub(super) faults: Vec<String>,
}

impl Row {
    pub(super) fn new(document: &Document, generation: Generation) -> Self {
        Self {
            name: document.name.clone(),
            kind: document.kind,
            expect: document.expect,
            generation,
            check: None,
            payloads: None,
            faults: Vec::new(),
        }
    }

    /// Whether the crate is worth compiling. A conformance fixture is when it was generated without
    /// an error: the result for an invalid document need not be a crate. Any other document is,
    /// since what is generated beside an error must compile.
    pub(super) fn is_compiled(&self) -> bool {
        let made = self.generation.fault.is_none() && self.generation.figures.files > 0;
        made && (self.expect.is_none() || self.generation.figures.errors == 0)
    }

    /// Whether there are types that payloads can be tried on: of a crate that is not known to be
    /// broken.
    pub(super) fn is_sampled(&self) -> bool {
        let broken = |check: &Check| check.errors > 0 || check.fault.is_some();
        self.is_compiled() && !self.check.as_ref().is_some_and(broken)
    }

    /// Whether what the manifest says of a conformance fixture is so. `None`: it says nothing.
    pub(super) fn holds(&self) -> Option<bool> {
        // What costs nothing is only a warning.
        let (errors, warnings) = (
            self.generation.figures.errors,
            self.generation.figures.warnings,
        );
        self.expect.map(|expect| match expect {
            Expect::Pass => errors == 0,
            Expect::Fail => errors + warnings > 0,
        })
    }

    /// Finds the faults; `floor` is how many percent of the payloads must survive.
    pub(super) fn judge(&mut self, floor: Option<f64>) {
        let mut faults: Vec<String> = self.generation.fault.iter().cloned().collect();
        if self.generation.peak_mb > MOST_MB {
            faults.push(format!(
                "{} MB to generate, more than {MOST_MB}",
                self.generation.peak_mb
            ));
        }
        if self.generation.fault.is_none() {
            match (self.holds(), self.expect) {
                (Some(false), Some(Expect::Pass)) => {
                    faults.push("valid, but has errors".to_owned());
                }
                (Some(false), _) => faults.push("not valid, but nothing is reported".to_owned()),
                _ => {}
            }
        }
        if let Some(check) = &self.check {
            faults.extend(check.fault.clone());
            if check.errors + check.warnings > 0 {
                let first = check.first.as_deref().unwrap_or_default();
                let counts = format!(
                    "{} errors and {} warnings of rustc",
                    check.errors, check.warnings
                );
                faults.push(format!("{counts}: {first}"));
            }
        }
        if let Some(error) = self.payloads.as_ref().and_then(|one| one.error.as_ref()) {
            faults.push(format!("no payload could be tried: {error}"));
        }
        if let (Some(survey), Some(floor)) = (&self.payloads, floor) {
            let kinds = [("examples", &survey.examples), ("samples", &survey.samples)];
            let low = kinds
                .into_iter()
                .filter(|(_, survival)| !survival.reaches(floor));
            faults.extend(low.map(
                |(
                    what,
                    Survival {
                        tried, survived, ..
                    },
                )| {
                    format!("{survived} of {tried} {what} survive, less than {floor} %")
                },
            ));
        }
        self.faults = faults;
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::generate::Figures;

    /// A row of a document with that many errors.
    pub(crate) fn row(name: &str, expect: Option<Expect>, errors: usize) -> Row {
        let figures = Figures {
            operations: 2,
            files: 3,
            errors,
            ..Figures::default()
        };
        Row {
            name: name.to_owned(),
            kind: Kind::RealWorld,
            expect,
            generation: Generation {
                figures,
                ..Generation::default()
            },
            check: None,
            payloads: None,
            faults: Vec::new(),
        }
    }

    fn faults(mut row: Row, floor: Option<f64>) -> Vec<String> {
        row.judge(floor);
        row.faults
    }

    #[test]
    fn errors_of_a_document_are_its_own_unless_it_is_called_valid() {
        assert!(faults(row("a", None, 3), None).is_empty());
        assert!(faults(row("a", Some(Expect::Pass), 0), None).is_empty());
        assert_eq!(
            faults(row("a", Some(Expect::Pass), 1), None),
            ["valid, but has errors"]
        );
        assert!(faults(row("a", Some(Expect::Fail), 1), None).is_empty());
        assert_eq!(
            faults(row("a", Some(Expect::Fail), 0), None),
            ["not valid, but nothing is reported"]
        );
        let mut warned = row("a", Some(Expect::Fail), 0);
        warned.generation.figures.warnings = 1;
        assert!(faults(warned, None).is_empty());
    }

    #[test]
    fn a_crash_is_no_error_that_was_expected() {
        let mut crashed = row("a", Some(Expect::Fail), 0);
        crashed.generation.fault = Some("timed out".to_owned());
        assert!(!crashed.is_compiled());
        assert_eq!(faults(crashed, None), ["timed out"]);
    }

    #[test]
    fn memory_has_a_limit() {
        let mut large = row("a", None, 0);
        large.generation.peak_mb = 1536;
        large.judge(None);
        assert!(large.faults.is_empty());
        large.generation.peak_mb += 1;
        assert_eq!(faults(large, None).len(), 1);
    }

    #[test]
    fn what_is_generated_has_to_compile_without_a_warning() {
        let with = |check: Check| {
            let mut row = row("a", None, 0);
            row.check = Some(check);
            row
        };
        assert!(faults(with(Check::default()), None).is_empty());
        let warned = with(Check {
            warnings: 1,
            ..Check::default()
        });
        assert!(warned.is_sampled());
        assert_eq!(faults(warned, None).len(), 1);
        let killed = with(Check {
            fault: Some("killed".to_owned()),
            ..Check::default()
        });
        assert!(!killed.is_sampled());
        assert_eq!(faults(killed, None), ["killed"]);
        assert!(row("a", None, 1).is_compiled() && !row("a", Some(Expect::Fail), 1).is_compiled());
    }

    #[test]
    fn payloads_survive_down_to_the_floor() {
        let mut row = row("a", None, 0);
        let samples = Survival {
            tried: 4,
            survived: 3,
            ..Survival::default()
        };
        row.payloads = Some(Survey {
            samples,
            ..Survey::default()
        });
        row.judge(Some(75.0));
        assert!(row.faults.is_empty());
        assert_eq!(
            faults(row, Some(76.0)),
            ["3 of 4 samples survive, less than 76 %"]
        );
    }

    #[test]
    fn a_document_that_could_not_be_tried_is_a_fault() {
        let mut row = row("a", None, 0);
        row.payloads = Some(Survey {
            error: Some("the types do not compile".to_owned()),
            ..Survey::default()
        });
        let expected = "no payload could be tried: the types do not compile";
        assert_eq!(faults(row, None), [expected]);
    }
}
