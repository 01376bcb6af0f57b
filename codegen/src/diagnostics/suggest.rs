//! Suggests what a misspelt word may mean.

/// The candidate most similar to the word: equal except for case, or at an edit distance of at most
/// two (one for short words).
#[must_use]
pub fn closest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let limit = if word.chars().count() < 5 { 1 } else { 2 };
    closest_within(word, candidates, limit)
}

/// The candidate with the smallest edit distance, if it is within the limit.
#[must_use]
pub fn closest_within<'c>(
    word: &str,
    candidates: impl Iterator<Item = &'c str>,
    limit: usize,
) -> Option<&'c str> {
    let word: Vec<char> = word.chars().take(100).collect();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let letters: Vec<char> = candidate.chars().take(100).collect();
        if letters.len().abs_diff(word.len()) > limit {
            continue;
        }
        let distance = distance(&word, &letters);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The edit distance: the letters to insert, remove, replace or swap with the next one. Case does
/// not count.
fn distance(a: &[char], b: &[char]) -> usize {
    let same = |i: usize, j: usize| a[i].eq_ignore_ascii_case(&b[j]);
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut next = vec![i + 1];
        for j in 0..b.len() {
            let mut least = (row[j] + usize::from(!same(i, j))).min(row[j + 1] + 1);
            least = least.min(next[j] + 1);
            if i > 0 && j > 0 && same(i, j - 1) && same(i - 1, j) {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}
