//! Lists: the indentation of a line of a list, and what it should be.

/// The open items, outermost first: where the item's mark stood in the text, where its content
/// stood, and where its content is put.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<(usize, usize)>,
}

/// Where a line is put.
#[derive(Debug, PartialEq)]
pub(super) struct ListLine<'t> {
    /// The mark of an item and the space after it, as in the text; empty: none.
    pub(super) marker: &'t str,
    /// The same as it is written.
    pub(super) marker_out: String,
    /// What is before the mark.
    pub(super) first: String,
    /// What is before the lines that continue it.
    pub(super) rest: String,
}

impl Lists {
    /// Places the next line, of which the indentation is given and removed.
    pub(super) fn place<'t>(
        &mut self,
        indent: usize,
        line: &'t str,
        after_blank: bool,
    ) -> ListLine<'t> {
        let marker = marker(line);
        if marker.is_empty() {
            if after_blank {
                while self.open.last().is_some_and(|(mark, _)| indent <= *mark) {
                    self.open.pop();
                }
            }
            let rest = " ".repeat(self.content());
            return ListLine {
                marker,
                marker_out: String::new(),
                first: rest.clone(),
                rest,
            };
        }
        while self.open.last().is_some_and(|(mark, _)| indent <= *mark) {
            self.open.pop();
        }
        let first = self.content();
        let marker_out = format!("{} ", marker.trim_end().replace(['*', '+'], "-"));
        let content = first + marker_out.len();
        self.open.push((indent, content));
        ListLine {
            marker,
            marker_out,
            first: " ".repeat(first),
            rest: " ".repeat(content),
        }
    }

    fn content(&self) -> usize {
        self.open.last().map_or(0, |(_, content)| *content)
    }
}

/// The mark of a list item with the spaces after it, or nothing.
fn marker(line: &str) -> &str {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = match line.as_bytes().get(digits) {
        Some(b'.' | b')') if (1..=4).contains(&digits) => digits + 1,
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        _ => return "",
    };
    let rest = line[mark..].trim_start();
    if rest.is_empty() || !line[mark..].starts_with(' ') {
        ""
    } else {
        &line[..line.len() - rest.len()]
    }
}
