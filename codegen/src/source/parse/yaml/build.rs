//! Builds the tree that a stream of YAML events describes.

use std::collections::BTreeMap;

use saphyr_parser::{Event, ScalarStyle, Tag};

use super::scalar;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::parse::{MAX_DEPTH, add_member, too_deep};
use crate::source::tree::node::{Node, Span, Value};
use crate::source::tree::object::{Member, Object};

/// How many bytes, roughly, aliases and anchors may add to a document.
const MAX_EXPANSION: usize = 128 << 20;

/// The approximate size of a node without its text.
const NODE_COST: usize = 128;

/// Builds a tree from events.
pub(super) struct Builder<'f> {
    found: &'f mut Diagnostics,
    frames: Vec<Frame>,
    anchors: BTreeMap<usize, Built>,
    expansion: usize,
    root: Option<Node>,
}

/// A finished node, and what repeating it would cost.
#[derive(Clone)]
struct Built {
    node: Node,
    /// The number of its levels.
    height: usize,
    /// Its approximate size in bytes.
    cost: usize,
}

/// A sequence or mapping that has not ended yet.
struct Frame {
    start: Span,
    end: u32,
    anchor: usize,
    height: usize,
    cost: usize,
    inside: Inside,
}

enum Inside {
    Items(Vec<Node>),
    Members {
        object: Object,
        key: Option<Key>,
        merged: Vec<Object>,
    },
}

struct Key {
    text: String,
    span: Span,
    /// Whether it is a plain `<<`.
    merge: bool,
}

impl<'f> Builder<'f> {
    pub(super) fn new(found: &'f mut Diagnostics) -> Self {
        Self {
            found,
            frames: Vec::new(),
            anchors: BTreeMap::new(),
            expansion: 0,
            root: None,
        }
    }

    /// The root of the tree, if there is one.
    pub(super) fn finish(self) -> Option<Node> {
        self.root
    }

    pub(super) fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Diagnostic> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(text.into_owned(), style, anchor, tag.as_deref(), span)
            }
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::SequenceStart(anchor, _) => self.open(span, anchor, Inside::Items(Vec::new())),
            Event::MappingStart(anchor, _) => {
                let object = Object::default();
                self.open(
                    span,
                    anchor,
                    Inside::Members {
                        object,
                        key: None,
                        merged: Vec::new(),
                    },
                )
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            _ => Ok(()),
        }
    }

    /// The mapping that expects a key, if a key is next.
    fn awaits_key(&mut self) -> Option<&mut Option<Key>> {
        match &mut self.frames.last_mut()?.inside {
            Inside::Members {
                key: key @ None, ..
            } => Some(key),
            _ => None,
        }
    }

    fn scalar(
        &mut self,
        text: String,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        mut span: Span,
    ) -> Result<(), Diagnostic> {
        let cost = NODE_COST + text.len();
        if let Some(key) = self.awaits_key() {
            let merge = style == ScalarStyle::Plain && text == "<<" && tag.is_none();
            *key = Some(Key {
                text: text.clone(),
                span,
                merge,
            });
            if anchor != 0 {
                let node = Node::new(Value::String(text), span);
                self.remember(
                    anchor,
                    &Built {
                        node,
                        height: 0,
                        cost,
                    },
                )?;
            }
            return Ok(());
        }
        // For the parser, an omitted value is where the next token begins.
        if span.start == span.end
            && let Some(Frame {
                inside: Inside::Members { key: Some(key), .. },
                ..
            }) = self.frames.last()
        {
            span = Span {
                start: key.span.end,
                end: key.span.end,
                ..key.span
            };
        }
        let value = scalar::value(text, style, tag, span, self.found)?;
        let built = Built {
            node: Node::new(value, span),
            height: 0,
            cost,
        };
        if anchor != 0 {
            self.remember(anchor, &built)?;
        }
        self.place(built, span)
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Diagnostic> {
        let Some(built) = self.anchors.get(&anchor) else {
            let message = "the alias is inside its own anchor";
            return Err(Diagnostic::new(Code::AliasExpansion, span, message));
        };
        let (height, cost) = (built.height, built.cost);
        if self.frames.len() + height > MAX_DEPTH {
            return Err(too_deep(span));
        }
        self.spend(cost, span)?;
        let built = self.anchors[&anchor].clone();
        if let Some(key) = self.awaits_key() {
            let text = match built.node.value {
                Value::String(text) => text,
                Value::Number(number) => number.0,
                Value::Bool(value) => value.to_string(),
                Value::Null => "null".to_owned(),
                Value::Array(_) | Value::Object(_) => return Err(complex_key(span)),
            };
            *key = Some(Key {
                text,
                span,
                merge: false,
            });
            return Ok(());
        }
        self.place(built, span)
    }

    fn spend(&mut self, cost: usize, span: Span) -> Result<(), Diagnostic> {
        self.expansion += cost;
        if self.expansion > MAX_EXPANSION {
            let message = format!("aliases expand to more than {} MiB", MAX_EXPANSION >> 20);
            return Err(Diagnostic::new(Code::AliasExpansion, span, message));
        }
        Ok(())
    }

    fn remember(&mut self, anchor: usize, built: &Built) -> Result<(), Diagnostic> {
        self.spend(built.cost, built.node.span)?;
        self.anchors.insert(anchor, built.clone());
        Ok(())
    }

    fn open(&mut self, start: Span, anchor: usize, inside: Inside) -> Result<(), Diagnostic> {
        if self.awaits_key().is_some() {
            return Err(complex_key(start));
        }
        if self.frames.len() >= MAX_DEPTH {
            return Err(too_deep(start));
        }
        let end = start.end;
        self.frames.push(Frame {
            start,
            end,
            anchor,
            height: 0,
            cost: NODE_COST,
            inside,
        });
        Ok(())
    }

    fn close(&mut self, span: Span) -> Result<(), Diagnostic> {
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        // The parser ends a block at the next token, so the end of its last child counts.
        let end = if span.start == span.end {
            frame.end
        } else {
            frame.end.max(span.end)
        };
        let span = Span { end, ..frame.start };
        let value = match frame.inside {
            Inside::Items(mut items) => {
                items.shrink_to_fit();
                Value::Array(items)
            }
            Inside::Members {
                mut object, merged, ..
            } => {
                for (name, member) in merged.into_iter().flat_map(Object::into_members) {
                    object.add(name, member);
                }
                object.finish();
                Value::Object(object)
            }
        };
        let height = frame.height + 1;
        let built = Built {
            node: Node::new(value, span),
            height,
            cost: frame.cost,
        };
        if frame.anchor != 0 {
            self.remember(frame.anchor, &built)?;
        }
        self.place(built, span)
    }

    /// Adds a finished node to what is open. A repeated node has the position of its alias.
    fn place(&mut self, built: Built, place: Span) -> Result<(), Diagnostic> {
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(built.node);
            return Ok(());
        };
        frame.end = frame.end.max(place.end);
        frame.height = frame.height.max(built.height);
        frame.cost += built.cost;
        match &mut frame.inside {
            Inside::Items(items) => items.push(built.node),
            Inside::Members {
                object,
                key,
                merged,
            } => {
                let Some(key) = key.take() else {
                    return Ok(());
                };
                frame.cost += key.text.len();
                let mut node = built.node;
                if key.merge {
                    match to_merge(node, merged) {
                        Ok(()) => return Ok(()),
                        Err(other) => node = other,
                    }
                }
                let member = Member {
                    key: key.span,
                    node,
                };
                add_member(object, key.text, member, self.found)?;
            }
        }
        Ok(())
    }
}

/// Collects a mapping, or a list of mappings, to be merged; returns any other node.
fn to_merge(node: Node, merged: &mut Vec<Object>) -> Result<(), Node> {
    match node.value {
        Value::Object(object) => merged.push(object),
        Value::Array(items) if items.iter().all(|item| item.as_object().is_some()) => {
            for item in items {
                if let Value::Object(object) = item.value {
                    merged.push(object);
                }
            }
        }
        _ => return Err(node),
    }
    Ok(())
}

fn complex_key(span: Span) -> Diagnostic {
    Diagnostic::new(Code::InvalidYaml, span, "a key is a sequence or mapping")
        .with_help("keys are strings in JSON, which is what the document describes")
}
