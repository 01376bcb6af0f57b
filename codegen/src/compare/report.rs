//! A comparison for people, for pull requests and for machines.

use std::fmt::Write as _;

use serde_json::json;

use super::{Bump, Change, Comparison, Verdict, words::code};

/// The longest comment that forges take has 65,536 characters; some are left for what is written
/// around it.
const LONGEST: usize = 60_000;

/// The verdicts, the worst first.
const WORST_FIRST: [Verdict; 3] = [Verdict::Breaking, Verdict::Wire, Verdict::Additive];

impl Verdict {
    /// The word for machines.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Wire => "wire",
            Self::Additive => "additive",
        }
    }

    /// The heading of its changes.
    fn title(self) -> &'static str {
        match self {
            Self::Breaking => "Breaking: a program that uses it stops compiling",
            Self::Wire => "Breaking on the wire: programs compile, and send or read something else",
            Self::Additive => "Additive: programs compile as before",
        }
    }
}

impl Bump {
    /// The word for machines.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// The next versions of a client before and after its first release.
    fn sentence(self) -> &'static str {
        match self {
            Self::None => "Nothing changes for a program.",
            Self::Patch => "The next version is a patch: 0.1.0 → 0.1.1, 1.0.0 → 1.0.1.",
            Self::Minor => "The next version is minor: 0.1.0 → 0.1.1, 1.0.0 → 1.1.0.",
            Self::Major => "The next version is major: 0.1.0 → 0.2.0, 1.0.0 → 2.0.0.",
        }
    }
}

/// The changes for people: a line each, under their operation or type.
#[must_use]
pub fn text(comparison: &Comparison) -> String {
    let mut text = String::new();
    for (verdict, changes) in sections(comparison) {
        let _ = writeln!(text, "{}\n", verdict.title());
        let mut place = "";
        for change in changes {
            if change.place != place {
                place = &change.place;
                let _ = writeln!(text, "  {}", one_line(place));
            }
            let _ = writeln!(text, "    {}", change.consequence);
            if let Some(help) = &change.help {
                let _ = writeln!(text, "      help: {help}");
            }
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{}", summary(comparison));
    let _ = writeln!(text, "{}", comparison.bump().sentence());
    text
}

/// The changes as a comment on a pull request.
#[must_use]
pub fn markdown(comparison: &Comparison) -> String {
    let mut text = format!(
        "**{}** {}\n",
        summary(comparison),
        comparison.bump().sentence()
    );
    let mut left = 0;
    for (verdict, changes) in sections(comparison) {
        let folded = verdict == Verdict::Additive && changes.len() > 5;
        let title = verdict.title();
        let _ = if folded {
            writeln!(
                text,
                "\n<details><summary>{title} ({})</summary>\n",
                changes.len()
            )
        } else {
            writeln!(text, "\n### {title}\n")
        };
        for change in changes {
            let line = item(change);
            if text.len() + line.len() > LONGEST {
                left += 1;
            } else {
                text.push_str(&line);
            }
        }
        if folded {
            text.push_str("\n</details>\n");
        }
    }
    if left > 0 {
        let _ = writeln!(
            text,
            "\n{left} more are left out, since a comment can't be longer."
        );
    }
    text
}

/// A change as an item of a list.
fn item(change: &Change) -> String {
    let place = code(&change.place);
    let place = if change.consequence.contains(&place) {
        String::new()
    } else {
        format!("{place}: ")
    };
    let help = change.help.iter().map(|help| format!(" ({help})"));
    format!(
        "- {place}{}{}\n",
        change.consequence,
        help.collect::<String>()
    )
}

/// The changes for machines, a JSON object a line; the last one is `summary`.
#[must_use]
pub fn json(comparison: &Comparison) -> String {
    let mut text = String::new();
    for (_, changes) in sections(comparison) {
        for change in changes {
            let change = json!({
                "verdict": change.verdict.word(),
                "place": change.place,
                "item": change.item,
                "consequence": change.consequence,
                "help": change.help,
            });
            let _ = writeln!(text, "{change}");
        }
    }
    let summary = json!({"summary": {
        "verdict": comparison.verdict().map_or("invisible", Verdict::word),
        "bump": comparison.bump().word(),
        "breaking": comparison.count(Verdict::Breaking),
        "wire": comparison.count(Verdict::Wire),
        "additive": comparison.count(Verdict::Additive),
        "documentation": comparison.documentation,
        "constraints": comparison.constraints,
    }});
    let _ = writeln!(text, "{summary}");
    text
}

/// The changes by verdict, without those that there are none of.
fn sections(comparison: &Comparison) -> Vec<(Verdict, Vec<&Change>)> {
    let of = |verdict| {
        let changes = comparison.changes.iter();
        changes.filter(move |change| change.verdict == verdict)
    };
    let sections = WORST_FIRST.into_iter();
    let sections = sections.map(|verdict| (verdict, of(verdict).collect::<Vec<_>>()));
    sections
        .filter(|(_, changes)| !changes.is_empty())
        .collect()
}

/// The numbers of changes in words.
fn summary(comparison: &Comparison) -> String {
    let several = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let parts = [
        several(
            comparison.count(Verdict::Breaking),
            "breaking change",
            "breaking changes",
        ),
        several(
            comparison.count(Verdict::Wire),
            "change on the wire",
            "changes on the wire",
        ),
        several(comparison.count(Verdict::Additive), "addition", "additions"),
        several(
            comparison.documentation,
            "item documented otherwise",
            "items documented otherwise",
        ),
        several(
            comparison.constraints,
            "item validated otherwise",
            "items validated otherwise",
        ),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        "No difference.".to_owned()
    } else {
        format!("{}.", parts.join(", "))
    }
}

fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
