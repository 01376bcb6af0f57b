//! Which schemas depend on what a name is bound to.
//!
//! In: the scopes. Out: by schema, the names that matter to it. A schema to which none matters is
//! never copied.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::resources::{Frames, Meaning, is_placeholder, same};
use super::subschemas::{Keys, Relation, anchor, parts};
use super::{Key, key};
use crate::hash::HashMap;
use crate::source::{Node, Value};

pub(super) type Names<'s> = BTreeSet<&'s str>;

/// What matters to a schema.
#[derive(Debug, Default)]
pub(super) struct Need<'s> {
    /// The names that matter where a scope in it does not take precedence.
    pub(super) firm: Names<'s>,
    /// Those that matter where one does.
    pub(super) loose: Names<'s>,
    /// The names that scopes in it fill in, and not only by default.
    pub(super) filled: Names<'s>,
}

/// What a schema refers to.
#[derive(Debug)]
struct Region<'s> {
    node: &'s Node,
    names: Names<'s>,
    /// The regions in it, and those that it refers to.
    inner: Vec<usize>,
}

/// By schema, the names that matter to it.
#[derive(Debug)]
pub(super) struct Needs<'s> {
    by_node: HashMap<Key, usize>,
    all: Vec<Need<'s>>,
    /// By scope: the names that it fills in, and not only by default.
    filled: Vec<Names<'s>>,
}

impl<'s> Needs<'s> {
    pub(super) fn new(frames: &Frames<'s>) -> Self {
        let mut finder = Finder {
            frames,
            by_node: HashMap::default(),
            regions: Vec::new(),
            queue: VecDeque::new(),
        };
        for frame in &frames.all {
            finder.region(frame.node);
            for anchor in &frame.anchors {
                finder.region(anchor.node);
            }
        }
        for (_, file) in frames.sources.files() {
            finder.targets(&file.root, Keys::Keywords);
        }
        finder.look();
        let Finder {
            by_node, regions, ..
        } = finder;
        let mut needs: Vec<Need<'s>> = regions.iter().map(|_| Need::default()).collect();
        spread(&regions, |region, inner| {
            let mut names: Names<'s> = regions[region].names.clone();
            for region in inner {
                names.extend(&needs[*region].firm);
            }
            let grown = names.len() > needs[region].firm.len();
            needs[region].firm = names;
            grown
        });
        let filled: Vec<Names<'s>> = (0..frames.all.len())
            .map(|at| {
                filled(frames, at, |node| {
                    by_node
                        .get(&key(node))
                        .map(|region: &usize| &needs[*region].firm)
                })
            })
            .collect();
        let around: Vec<Names<'s>> = regions
            .iter()
            .map(|region| {
                let chain = frames.chain(region.node);
                chain.iter().flat_map(|at| &filled[*at]).copied().collect()
            })
            .collect();
        spread(&regions, |region, inner| {
            let mut found = around[region].clone();
            let mut names = regions[region].names.clone();
            for region in inner {
                found.extend(&needs[*region].filled);
                names.extend(&needs[*region].loose);
            }
            names.retain(|name| !around[region].contains(name));
            let need = &mut needs[region];
            let grown = found.len() > need.filled.len() || names.len() > need.loose.len();
            (need.filled, need.loose) = (found, names);
            grown
        });
        Self {
            by_node,
            all: needs,
            filled,
        }
    }

    pub(super) fn of(&self, node: &Node) -> Option<&Need<'s>> {
        self.by_node.get(&key(node)).map(|at| &self.all[*at])
    }

    /// Whether a scope fills a name in, and not only by default.
    pub(super) fn fills(&self, frame: usize, name: &str) -> bool {
        self.filled[frame].contains(name)
    }
}

/// Repeats a step for each region until nothing grows: again for those that hold or refer to one
/// that grew.
fn spread(regions: &[Region<'_>], mut visit: impl FnMut(usize, &[usize]) -> bool) {
    let mut users: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, region) in regions.iter().enumerate() {
        for inner in &region.inner {
            users.entry(*inner).or_default().push(at);
        }
    }
    let mut queue: VecDeque<usize> = (0..regions.len()).collect();
    let mut queued = vec![true; regions.len()];
    while let Some(at) = queue.pop_front() {
        queued[at] = false;
        if visit(at, &regions[at].inner) {
            for user in users.get(&at).into_iter().flatten() {
                if !std::mem::replace(&mut queued[*user], true) {
                    queue.push_back(*user);
                }
            }
        }
    }
}

struct Finder<'f, 's> {
    frames: &'f Frames<'s>,
    by_node: HashMap<Key, usize>,
    regions: Vec<Region<'s>>,
    queue: VecDeque<usize>,
}

impl<'s> Finder<'_, 's> {
    fn region(&mut self, node: &'s Node) -> usize {
        let next = self.regions.len();
        let at = *self.by_node.entry(key(node)).or_insert(next);
        if at == next {
            self.regions.push(Region {
                node,
                names: Names::default(),
                inner: Vec::new(),
            });
            self.queue.push_back(at);
        }
        at
    }

    /// Makes regions of all that is referred to.
    fn targets(&mut self, node: &'s Node, keys: Keys) {
        if keys == Keys::Keywords
            && let Some(target) = self.target(node)
        {
            self.region(target);
        }
        for part in parts(node, keys) {
            self.targets(part.node, part.keys);
        }
    }

    fn target(&self, node: &'s Node) -> Option<&'s Node> {
        let reference = node.get("$ref")?;
        let sources = self.frames.sources;
        sources.resolve(&reference.span, reference.as_str()?).ok()
    }

    fn look(&mut self) {
        while let Some(at) = self.queue.pop_front() {
            let node = self.regions[at].node;
            self.part(at, node, Keys::Keywords);
        }
    }

    /// Takes note of what a part of a region refers to. A part that is a region itself is one of
    /// its own.
    fn part(&mut self, region: usize, node: &'s Node, keys: Keys) {
        if keys == Keys::Keywords && matches!(node.value, Value::Object(_)) {
            if let Some(target) = self.target(node) {
                let target = self.region(target);
                self.regions[region].inner.push(target);
            }
            let dynamic = node.get("$dynamicRef");
            match dynamic.and_then(|reference| self.frames.meaning(node, reference)) {
                Some(Meaning::Name(name, default)) => {
                    self.regions[region].names.insert(name);
                    if let Some(default) = default {
                        let default = self.region(default);
                        self.regions[region].inner.push(default);
                    }
                }
                Some(Meaning::Schema(target)) => {
                    let target = self.region(target);
                    self.regions[region].inner.push(target);
                }
                None => {}
            }
        }
        for part in parts(node, keys) {
            if part.relation == Relation::Definition {
                // What has no name is found by a reference.
                for part in parts(part.node, part.keys) {
                    if anchor(part.node).is_some() {
                        let inner = self.region(part.node);
                        self.regions[region].inner.push(inner);
                    }
                }
            } else if let Some(inner) = self.by_node.get(&key(part.node)).copied()
                && part.keys == Keys::Keywords
            {
                self.regions[region].inner.push(inner);
            } else {
                self.part(region, part.node, part.keys);
            }
        }
    }
}

/// The names that a scope fills in, and not only by default: it refers to a schema to which they
/// matter, or has no reference to them itself.
fn filled<'s, 'n>(
    frames: &Frames<'s>,
    at: usize,
    firm: impl Fn(&Node) -> Option<&'n Names<'s>>,
) -> Names<'s>
where
    's: 'n,
{
    let frame = &frames.all[at];
    let mut passed = Names::default();
    let mut referring: Vec<&'s Node> = Vec::new();
    same(frame.node, &mut |node| referring.push(node));
    for node in referring {
        let reference = node.get("$ref").and_then(|at| Some((at, at.as_str()?)));
        let target = reference.and_then(|(at, text)| frames.sources.resolve(&at.span, text).ok());
        if let Some(names) = target.and_then(&firm) {
            passed.extend(names);
        }
    }
    let mut used = Names::default();
    names_in(frames, frame.node, Keys::Keywords, &mut used);
    let filling = frame.anchors.iter().filter(|anchor| {
        !is_placeholder(anchor.node)
            && (passed.contains(anchor.name) || !used.contains(anchor.name))
    });
    filling.map(|anchor| anchor.name).collect()
}

/// The names that a schema itself refers to.
pub(super) fn names_in<'s>(frames: &Frames<'s>, node: &'s Node, keys: Keys, found: &mut Names<'s>) {
    if keys == Keys::Keywords
        && let Some(reference) = node.get("$dynamicRef")
        && let Some(Meaning::Name(name, _)) = frames.meaning(node, reference)
    {
        found.insert(name);
    }
    for part in parts(node, keys) {
        if part.relation != Relation::Definition {
            names_in(frames, part.node, part.keys, found);
        }
    }
}
