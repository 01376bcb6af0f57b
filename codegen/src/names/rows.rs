//! Test cases as a table.

/// The rows of a text: one a line, with `|` between the cells. A cell may be empty.
pub(super) fn rows<const N: usize>(text: &str) -> Vec<[&str; N]> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let cells = lines.map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    cells.map(|cells| cells.try_into().unwrap()).collect()
}
