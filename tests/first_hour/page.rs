//! The steps of a page, so that the test does what the page says.
//!
//! In: Markdown. Out: its fenced blocks by language, and shell commands as words.

use std::{error::Error, fs, path::Path};

/// A page of the repository.
pub(crate) struct Page(String);

/// A command line of a page: variables that it sets, and its words.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) variables: Vec<(String, String)>,
    pub(crate) words: Vec<String>,
}

impl Page {
    pub(crate) fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        Ok(Self(fs::read_to_string(path).map_err(|error| {
            format!("`{}`: {error}", path.display())
        })?))
    }

    /// The first block of that language, without the marks of documentation tests.
    pub(crate) fn block(&self, language: &str) -> Result<String, Box<dyn Error>> {
        let mut blocks = self.blocks(language);
        let block = blocks
            .next()
            .ok_or_else(|| format!("no block `{language}`"))?;
        Ok(format!("{block}\n"))
    }

    fn blocks<'a>(&'a self, language: &'a str) -> impl Iterator<Item = &'a str> {
        let blocks = self.0.split("\n```").skip(1).step_by(2);
        blocks.filter_map(move |block| {
            let (info, text) = block.split_once('\n')?;
            let name = info.split([',', ' ']).next()?;
            (name == language).then_some(text)
        })
    }

    /// The commands of all shell blocks, in their order.
    pub(crate) fn commands(&self) -> Vec<Line> {
        let lines = self.blocks("sh").flat_map(str::lines);
        let lines = lines.map(|line| line.split(" #").next().unwrap_or_default());
        lines
            .map(Line::parse)
            .filter(|line| !line.words.is_empty())
            .collect()
    }
}

impl Line {
    pub(crate) fn has(&self, word: &str) -> bool {
        self.words.iter().any(|other| other == word)
    }

    /// No word of a page has quotes or blanks in it.
    fn parse(line: &str) -> Self {
        let is_variable = |word: &&str| {
            let name = word.split_once('=').map_or("", |(name, _)| name);
            !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
        };
        let words: Vec<&str> = line.split_whitespace().collect();
        let count = words.iter().take_while(|word| is_variable(word)).count();
        let (variables, words) = words.split_at(count);
        let pair = |word: &&str| {
            let (name, value) = word.split_once('=').unwrap_or_default();
            (name.to_owned(), value.to_owned())
        };
        Self {
            variables: variables.iter().map(pair).collect(),
            words: words.iter().map(|&word| word.to_owned()).collect(),
        }
    }
}
