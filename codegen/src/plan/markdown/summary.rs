//! Summaries: the first sentence of a text as its own paragraph, which is what rustdoc shows
//! in lists.

/// How long a first paragraph may be to stay whole.
const SHORT: usize = 100;

/// How short a sentence may be to be a summary. Shorter ones end with an abbreviation most of the
/// time.
const SHORTEST: usize = 12;

/// Splits the first paragraph after its first sentence if it is long.
pub(crate) fn summarized(mut lines: Vec<String>) -> Vec<String> {
    let end = lines.iter().position(String::is_empty);
    let end = end.unwrap_or(lines.len());
    let length: usize = lines[..end]
        .iter()
        .map(|line| line.chars().count() + 1)
        .sum();
    // Structured text stays unchanged.
    let is_prose = |line: &String| {
        let text = line.trim_start();
        text == line
            && !text.starts_with(['-', '>', '|', '#'])
            && !is_numbered(text)
            // Unpaired backticks would hide where code ends.
            && !text.contains("``")
            && !text.contains("\\`")
    };
    if length <= SHORT || !lines[..end].iter().all(is_prose) {
        return lines;
    }
    let Some((at, split)) = sentence_end(&lines[..end]) else {
        return lines;
    };
    let after = lines.split_off(end);
    let rest: Vec<String> = lines.drain(at + 1..).collect();
    let rest = format!("{} {}", &lines[at][split..], rest.join(" "));
    lines[at].truncate(split);
    if !rest.trim().is_empty() {
        lines.push(String::new());
        lines.extend(super::folded(rest.trim()));
    }
    lines.extend(after);
    lines
}

/// The sentences of a text in one line.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = sentence_end(&[rest]).map_or(rest.len(), |(_, end)| end);
        let (sentence, after) = rest.split_at(end);
        found.push(sentence);
        rest = after.trim_start();
    }
    found
}

fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['.', ')'])
}

/// The line where the first sentence ends, and where in it: at a period that a capital letter or
/// nothing follows.
fn sentence_end(lines: &[impl AsRef<str>]) -> Option<(usize, usize)> {
    let mut code = false;
    let mut brackets = 0_usize;
    let mut before = 0;
    for (index, line) in lines.iter().map(AsRef::as_ref).enumerate() {
        for (at, letter) in line.char_indices() {
            match letter {
                '`' => code = !code,
                '[' | '(' => brackets += 1,
                ']' | ')' => brackets = brackets.saturating_sub(1),
                '.' | '!' | '?' if !code && brackets == 0 => {
                    let rest = &line[at + 1..];
                    let next = lines.get(index + 1).filter(|_| rest.is_empty());
                    let next = next.map_or(rest.trim_start(), AsRef::as_ref);
                    let apart = rest.is_empty() || rest.starts_with(' ');
                    let begins = |c: char| c.is_uppercase() || matches!(c, '`' | '[');
                    let last = line[..at].rsplit([' ', '(']).next().unwrap_or_default();
                    if apart
                        && next.chars().next().is_none_or(begins)
                        && !is_abbreviated(last)
                        && before + at >= SHORTEST
                    {
                        return Some((index, at + 1));
                    }
                }
                _ => {}
            }
        }
        before += line.len() + 1;
    }
    None
}

/// Whether a period belongs to the word before it.
fn is_abbreviated(word: &str) -> bool {
    word.contains('.') || word.chars().count() < 2 || ABBREVIATIONS.contains(&word)
}

/// What a period follows within a sentence.
const ABBREVIATIONS: &[&str] = &[
    "etc", "vs", "approx", "Inc", "Dr", "No", "Mr", "Mrs", "St", "cf",
];

#[cfg(test)]
mod tests {
    use super::summarized;

    #[test]
    fn the_first_sentence_is_a_paragraph() {
        let long =
            "It goes on for so long that nobody would read all of this in a list of many items.";
        let folded = &format!("It goes {long}");
        let then = &format!("Then {long}");
        let lines = |text: &[&str]| {
            text.iter()
                .map(|line| (*line).to_owned())
                .collect::<Vec<_>>()
        };
        for (paragraphs, expected) in [
            (
                vec!["Uploads a file. It goes", long],
                vec!["Uploads a file.", "", folded],
            ),
            (
                vec!["Uploads e.g. a", "small file.", long],
                vec!["Uploads e.g. a", "small file.", "", long],
            ),
            (
                vec!["See `a. B` and (this. That) first. Then", long, "", "- x"],
                vec!["See `a. B` and (this. That) first.", "", then, "", "- x"],
            ),
            (vec!["Short. Two."], vec!["Short. Two."]),
            (
                vec!["A \\` tick. `No. Code`", long],
                vec!["A \\` tick. `No. Code`", long],
            ),
            (
                vec![long, "And here it ends after a while."],
                vec![long, "", "And here it ends after a while."],
            ),
            (vec!["- a list. Of", long], vec!["- a list. Of", long]),
        ] {
            assert_eq!(summarized(lines(&paragraphs)), lines(&expected));
        }
    }
}
