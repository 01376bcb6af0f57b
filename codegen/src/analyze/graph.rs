//! Types as a graph: which types a type mentions, which mention each other.
//!
//! In: types of the IR, or successors by number. Out: the named types within a type, strongly
//! connected components, a set of vertices that meets every cycle. Must not know what an edge means
//! to its caller.

use crate::ir::{Type, TypeId};

/// The named types in `ty` that are inside the value itself, not in an allocation.
pub(super) fn inline(ty: &Type) -> Vec<TypeId> {
    let mut found = Vec::new();
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        match ty {
            Type::Named(id) => found.push(*id),
            Type::Array(_) | Type::Map(_) | Type::KeyedMap(..) => {}
            ty => open.extend(ty.inner().iter().rev()),
        }
    }
    found
}

/// The strongly connected components (Tarjan), as the number of the component of each vertex.
/// A component's number is lower than those of the components that reach it.
pub(super) fn components(successors: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let count = successors.len();
    let mut component = vec![UNSEEN; count];
    let mut index = vec![UNSEEN; count];
    let mut low = vec![0; count];
    let (mut next_index, mut next_component) = (0, 0);
    let mut pending = Vec::new();
    let mut path: Vec<(usize, usize)> = Vec::new();
    for root in 0..count {
        if index[root] != UNSEEN {
            continue;
        }
        path.push((root, 0));
        while let Some((vertex, edge)) = path.pop() {
            if edge == 0 {
                index[vertex] = next_index;
                low[vertex] = next_index;
                next_index += 1;
                pending.push(vertex);
            }
            if let Some(&next) = successors[vertex].get(edge) {
                path.push((vertex, edge + 1));
                if index[next] == UNSEEN {
                    path.push((next, 0));
                } else if component[next] == UNSEEN {
                    low[vertex] = low[vertex].min(index[next]);
                }
                continue;
            }
            if low[vertex] == index[vertex] {
                while let Some(member) = pending.pop() {
                    component[member] = next_component;
                    if member == vertex {
                        break;
                    }
                }
                next_component += 1;
            }
            if let Some(&(parent, _)) = path.last() {
                low[parent] = low[parent].min(low[vertex]);
            }
        }
    }
    component
}

/// Vertices that together meet every cycle: those at which a walk in the order of the vertices
/// returns to its own path.
pub(super) fn loop_heads(successors: &[Vec<usize>]) -> Vec<usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        Unseen,
        OnPath,
        Done,
    }
    let mut state = vec![State::Unseen; successors.len()];
    let mut heads = Vec::new();
    let mut path: Vec<(usize, usize)> = Vec::new();
    for root in 0..successors.len() {
        if state[root] != State::Unseen {
            continue;
        }
        state[root] = State::OnPath;
        path.push((root, 0));
        while let Some((vertex, edge)) = path.pop() {
            let Some(&next) = successors[vertex].get(edge) else {
                state[vertex] = State::Done;
                continue;
            };
            path.push((vertex, edge + 1));
            match state[next] {
                State::Unseen => {
                    state[next] = State::OnPath;
                    path.push((next, 0));
                }
                State::OnPath => heads.push(next),
                State::Done => {}
            }
        }
    }
    heads.sort_unstable();
    heads.dedup();
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_cycles() {
        // 0 → 1 → 2 → 0, 2 → 3 → 4 → 3, 5 alone.
        let found = components(&[vec![1], vec![2], vec![0, 3], vec![4], vec![3], vec![]]);
        assert_eq!(found[0], found[1]);
        assert_eq!(found[1], found[2]);
        assert_eq!(found[3], found[4]);
        assert!(found[3] < found[0]);
        assert_ne!(found[5], found[0]);
    }

    #[test]
    fn a_merged_branch_is_not_a_cycle() {
        let diamond = [vec![1, 2], vec![3], vec![3], vec![]];
        assert_eq!(
            components(&diamond)
                .iter()
                .collect::<std::collections::BTreeSet<_>>()
                .len(),
            4
        );
        assert!(loop_heads(&diamond).is_empty());
    }

    #[test]
    fn one_head_a_loop() {
        assert_eq!(loop_heads(&[vec![1], vec![2], vec![1]]), [1]);
        assert_eq!(loop_heads(&[vec![0]]), [0]);
    }

    #[test]
    fn wrappers_are_looked_into() {
        let item = || Box::new(Type::Named(TypeId(7)));
        let ty = Type::Tuple(vec![
            Type::Array(item()),
            Type::Nullable(item()),
            Type::Map(item()),
        ]);
        assert_eq!(ty.ids().len(), 3);
        assert_eq!(inline(&ty), [TypeId(7)]);
    }
}
