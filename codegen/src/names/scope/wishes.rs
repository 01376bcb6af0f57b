//! Wishes that compete: names that are claimed together.
//!
//! In: the preferred names of each. Out: an identifier for each, independent of their order: those
//! that need the least change choose first, equal ones in alphabetical order.

use std::borrow::Cow;

use super::Scope;
use crate::{
    hash::HashMap,
    names::{change::Change, words},
};

/// The preferred names of something.
#[derive(Clone, Debug)]
pub(crate) struct Wish<'t> {
    /// Its name in the document.
    pub(crate) text: Cow<'t, str>,
    /// The words of the names that it would take, the best first. The text with its symbols spelled
    /// out is tried after them.
    pub(crate) words: Vec<Vec<String>>,
    /// Those of a lower tier have a name before those of a higher one, whatever they need.
    pub(crate) tier: u8,
    /// Of equal texts, the lower has the plain name.
    pub(crate) tie: u8,
}

impl<'t> Wish<'t> {
    /// The wish of a name of the document.
    pub(crate) fn of(text: &'t str) -> Self {
        Self::split(text, words::words(text))
    }

    /// The same, of a name whose words are known.
    pub(crate) fn split(text: &'t str, words: Vec<String>) -> Self {
        Self {
            text: Cow::Borrowed(text),
            words: vec![words],
            tier: 0,
            tie: 0,
        }
    }
}

impl Scope<'_> {
    /// Identifiers for names from the document, in their order.
    pub(crate) fn claim_all(&mut self, wishes: &[Wish<'_>]) -> Vec<String> {
        self.claim_all_but(wishes, |_| None)
    }

    /// The same, but for those that were given a name, by their number. Such a name is taken as it
    /// is, unless another has it.
    pub(crate) fn claim_all_but<'g>(
        &mut self,
        wishes: &[Wish<'_>],
        renamed: impl Fn(usize) -> Option<&'g str>,
    ) -> Vec<String> {
        let mut claimed: Vec<Option<String>> = (0..wishes.len())
            .map(|index| self.take(renamed(index)?))
            .collect();
        let firsts = wishes.iter().map(|wish| match wish.words.first() {
            Some(words) => self.valid(words),
            None => self.valid(&[]),
        });
        let firsts: Vec<String> = firsts.collect();
        for first in &firsts {
            self.wished.insert(first.to_lowercase());
        }
        let mut order: Vec<usize> = (0..wishes.len()).collect();
        if let Some(contested) = contested(&firsts) {
            order.sort_by_cached_key(|&index| {
                let (wish, first) = (&wishes[index], &firsts[index]);
                // Only where several want the same does it matter who needs less.
                let change =
                    contested[index].then(|| (Change::between(&wish.text, first), &*wish.text));
                (wish.tier, change, wish.tie, index)
            });
        } else {
            order.sort_by_key(|&index| wishes[index].tier);
        }
        let most = wishes.iter().map(|wish| wish.words.len()).max();
        for rank in 0..most.unwrap_or_default() {
            for &index in &order {
                if claimed[index].is_none()
                    && let Some(words) = wishes[index].words.get(rank)
                {
                    let name = self.valid(words);
                    claimed[index] = self.take(&name);
                }
            }
        }
        for &index in &order {
            if claimed[index].is_none() {
                let name = self.valid(&words::spelled(&wishes[index].text));
                claimed[index] = self.take(&name);
            }
        }
        for index in order {
            if claimed[index].is_none() {
                claimed[index] = Some(self.numbered(&firsts[index]));
            }
        }
        claimed.into_iter().flatten().collect()
    }
}

/// By name: whether another one is equal; `None` if all differ.
fn contested(names: &[String]) -> Option<Vec<bool>> {
    let keys: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let mut counts: HashMap<&str, usize> = HashMap::default();
    for key in &keys {
        *counts.entry(key).or_default() += 1;
    }
    if counts.len() == keys.len() {
        return None;
    }
    let contested = keys.iter().map(|key| counts.get(&**key) != Some(&1));
    Some(contested.collect())
}
