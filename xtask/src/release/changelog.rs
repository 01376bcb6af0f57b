//! `CHANGELOG.md` in the form of <https://keepachangelog.com>.
//!
//! In: its text and a version. Out: the section of that version, or what is wrong about it.

/// The kinds of changes that the form knows.
const KINDS: [&str; 6] = [
    "Added",
    "Changed",
    "Deprecated",
    "Removed",
    "Fixed",
    "Security",
];

/// What the changelog says of one version.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// `None`: the version is not released yet.
    pub(super) date: Option<String>,
    pub(super) text: String,
}

/// The section `## [VERSION] - DATE`, where the date may be `unreleased`.
pub(super) fn section(changelog: &str, version: &str) -> Result<Section, String> {
    let heading = format!("## [{version}] - ");
    let mut lines = changelog.lines();
    let date = lines.find_map(|line| line.strip_prefix(&heading));
    let date = date.ok_or_else(|| format!("CHANGELOG.md: `{heading}DATE` is missing"))?;
    let date = match date {
        "unreleased" => None,
        date if is_date(date) => Some(date.to_owned()),
        date => {
            return Err(format!(
                "CHANGELOG.md: `{heading}{date}` has no date, as 2026-01-31"
            ));
        }
    };
    let lines: Vec<&str> = lines.take_while(|line| !line.starts_with("## ")).collect();
    let mut kinds = lines.iter().filter_map(|line| line.strip_prefix("### "));
    if let Some(kind) = kinds.find(|kind| !KINDS.contains(kind)) {
        let known = KINDS.join(", ");
        return Err(format!("CHANGELOG.md: `### {kind}` is not one of {known}"));
    }
    if !lines.iter().any(|line| line.starts_with("- ")) {
        return Err(format!("CHANGELOG.md: {version} has no changes"));
    }
    let text = lines.join("\n").trim().to_owned();
    Ok(Section { date, text })
}

/// Whether the text reads as `2026-05-01`.
fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').map(str::parse::<u16>).collect();
    matches!(parts[..], [Ok(2000..), Ok(1..=12), Ok(1..=31)]) && text.len() == 10
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Changelog

## [Unreleased]

## [0.2.0] - unreleased

### Added

- One.

## [0.1.0] - 2026-05-01

### Fixed

- Two.

## [0.0.2] - 2026-13-01

- Three.

## [0.0.1] - 2026-01-01
";

    #[test]
    fn a_section_ends_at_the_next_version() {
        let section = |version| section(TEXT, version);
        let found = |date: Option<&str>, text: &str| {
            Ok(Section {
                date: date.map(str::to_owned),
                text: text.to_owned(),
            })
        };
        assert_eq!(section("0.2.0"), found(None, "### Added\n\n- One."));
        let second = found(Some("2026-05-01"), "### Fixed\n\n- Two.");
        assert_eq!(section("0.1.0"), second);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let fault = |text, version| section(text, version).unwrap_err();
        assert_eq!(
            fault(TEXT, "0.3.0"),
            "CHANGELOG.md: `## [0.3.0] - DATE` is missing"
        );
        assert_eq!(
            fault(TEXT, "0.0.2"),
            "CHANGELOG.md: `## [0.0.2] - 2026-13-01` has no date, as 2026-01-31"
        );
        assert_eq!(fault(TEXT, "0.0.1"), "CHANGELOG.md: 0.0.1 has no changes");
        let text = TEXT.replace("### Added", "### New");
        assert_eq!(
            fault(&text, "0.2.0"),
            "CHANGELOG.md: `### New` is not one of Added, Changed, Deprecated, Removed, Fixed, Security"
        );
    }
}
