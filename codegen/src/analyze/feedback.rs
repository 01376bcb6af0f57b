//! Few arcs whose removal leaves a graph without cycles.
//!
//! In: a graph whose arcs are grouped by what can be cut at once, each cut at a price. Out: the
//! cuts. The fewest is an NP-hard question; this is the greedy order of Eades, Lin and Smyth,
//! followed by taking back every cut that turns out not to be needed. Must not know types.

use std::collections::{BTreeSet, BinaryHeap};

/// Something that can be cut, and with it its arcs.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    /// Where its arcs start.
    pub(super) from: usize,
    /// Where its arcs lead.
    pub(super) to: Vec<usize>,
    /// What cutting it costs.
    pub(super) price: i64,
}

/// The numbers of the cuts that leave the `count` vertices without a cycle.
pub(super) fn cuts(count: usize, arcs: &[Cut]) -> BTreeSet<usize> {
    let position = order(count, arcs);
    let backward: Vec<usize> = (0..arcs.len())
        .filter(|&number| {
            let arc = &arcs[number];
            arc.to.iter().any(|&to| position[to] <= position[arc.from])
        })
        .collect();
    let mut chosen = backward.iter().copied().collect();
    take_back(count, arcs, backward, &mut chosen);
    chosen
}

/// The place of each vertex in an order in which few arcs lead backward.
fn order(count: usize, arcs: &[Cut]) -> Vec<usize> {
    let mut outgoing = vec![Vec::new(); count];
    let mut incoming = vec![Vec::new(); count];
    // What cutting all arcs out of, and into, a vertex would cost.
    let mut weight = vec![(0_i64, 0_i64); count];
    for arc in arcs {
        // An arc to its own beginning is cut in any order.
        for &to in arc.to.iter().filter(|to| **to != arc.from) {
            outgoing[arc.from].push((to, arc.price));
            incoming[to].push((arc.from, arc.price));
            weight[arc.from].0 += arc.price;
            weight[to].1 += arc.price;
        }
    }
    let mut position: Vec<Option<usize>> = vec![None; count];
    let (mut front, mut back) = (0, count);
    let mut ends: Vec<usize> = (0..count)
        .rev()
        .filter(|&vertex| is_end(weight[vertex]))
        .collect();
    let mut heap: BinaryHeap<(i64, std::cmp::Reverse<usize>)> = (0..count)
        .map(|vertex| {
            (
                weight[vertex].0 - weight[vertex].1,
                std::cmp::Reverse(vertex),
            )
        })
        .collect();
    loop {
        let vertex = if let Some(vertex) = ends.pop() {
            vertex
        } else if let Some((balance, std::cmp::Reverse(vertex))) = heap.pop() {
            // Entries are not removed when a weight changes, so an outdated one may be popped.
            if balance != weight[vertex].0 - weight[vertex].1 {
                continue;
            }
            vertex
        } else {
            break;
        };
        if position[vertex].is_some() {
            continue;
        }
        // A vertex that nothing leaves goes to the end, any other to the beginning.
        if weight[vertex].0 == 0 {
            back -= 1;
            position[vertex] = Some(back);
        } else {
            position[vertex] = Some(front);
            front += 1;
        }
        for &(to, price) in &outgoing[vertex] {
            weight[to].1 -= price;
        }
        for &(from, price) in &incoming[vertex] {
            weight[from].0 -= price;
        }
        let neighbours = outgoing[vertex].iter().chain(&incoming[vertex]);
        for &(neighbour, _) in neighbours {
            if position[neighbour].is_none() {
                if is_end(weight[neighbour]) {
                    ends.push(neighbour);
                }
                let balance = weight[neighbour].0 - weight[neighbour].1;
                heap.push((balance, std::cmp::Reverse(neighbour)));
            }
        }
    }
    position
        .into_iter()
        .map(|place| place.unwrap_or(count))
        .collect()
}

/// Whether a vertex of these weights is no longer on a cycle.
fn is_end((out, into): (i64, i64)) -> bool {
    out == 0 || into == 0
}

/// Takes cuts back, the dearest first, where that creates no cycle. Each trial is a walk, so on
/// large graphs the number of steps is bounded; what is left then is valid, if not the fewest.
fn take_back(count: usize, arcs: &[Cut], mut trials: Vec<usize>, chosen: &mut BTreeSet<usize>) {
    const STEPS: usize = 20_000_000;
    let mut kept = vec![Vec::new(); count];
    for (number, arc) in arcs.iter().enumerate() {
        if !chosen.contains(&number) {
            kept[arc.from].extend(&arc.to);
        }
    }
    trials.sort_by_key(|&number| std::cmp::Reverse(arcs[number].price));
    let mut steps = 0;
    // The trial in which a vertex was last seen.
    let mut seen = vec![usize::MAX; count];
    for number in trials {
        let arc = &arcs[number];
        let mut open = arc.to.clone();
        let mut closes = false;
        while let Some(vertex) = open.pop() {
            steps += 1;
            if vertex == arc.from || steps > STEPS {
                closes = true;
                break;
            }
            if seen[vertex] != number {
                seen[vertex] = number;
                open.extend(&kept[vertex]);
            }
        }
        if !closes {
            chosen.remove(&number);
            kept[arc.from].extend(&arc.to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arc(from: usize, to: usize, price: i64) -> Cut {
        Cut {
            from,
            to: vec![to],
            price,
        }
    }

    #[test]
    fn nothing_to_cut() {
        assert!(cuts(3, &[arc(0, 1, 1), arc(1, 2, 1), arc(0, 2, 1)]).is_empty());
    }

    #[test]
    fn the_cheapest_of_a_ring() {
        let found = cuts(3, &[arc(0, 1, 5), arc(1, 2, 3), arc(2, 0, 5)]);
        assert_eq!(found, BTreeSet::from([1]));
    }

    #[test]
    fn one_cut_for_two_rings() {
        // 0 → 1 twice, 1 → 0 once: the one is cut.
        assert_eq!(
            cuts(2, &[arc(0, 1, 2), arc(0, 1, 2), arc(1, 0, 3)]),
            BTreeSet::from([2])
        );
    }

    #[test]
    fn every_cut_is_needed() {
        // Arcs by a fixed rule that looks like none.
        let count = 100;
        let mut state = 1_u64;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            usize::try_from(state >> 33).unwrap_or_default() % count
        };
        let arcs: Vec<Cut> = (0..400).map(|_| arc(next(), next(), 1)).collect();
        let found = cuts(count, &arcs);
        let cyclic = |without: &dyn Fn(usize) -> bool| {
            let mut kept = vec![Vec::new(); count];
            for (_, arc) in arcs
                .iter()
                .enumerate()
                .filter(|(number, _)| !without(*number))
            {
                kept[arc.from].extend(&arc.to);
            }
            !crate::analyze::graph::loop_heads(&kept).is_empty()
        };
        assert!(!cyclic(&|number| found.contains(&number)));
        for one in &found {
            assert!(
                cyclic(&|number| number != *one && found.contains(&number)),
                "{one}"
            );
        }
    }

    #[test]
    fn own_arcs_always() {
        assert_eq!(
            cuts(1, &[arc(0, 0, 1), arc(0, 0, 1)]),
            BTreeSet::from([0, 1])
        );
    }
}
