//! Shares work among threads.
//!
//! In: independent tasks. Out: their results, in the order of the tasks.

use std::{
    num::NonZero,
    panic,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// Maps each task to its result, on as many threads as the machine has processors.
pub(crate) fn map<T: Sync, R: Send>(tasks: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let others = 1..threads.min(tasks.len());
    if others.is_empty() {
        return tasks.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let run = || -> Vec<(usize, R)> {
        let take = || {
            let index = next.fetch_add(1, Ordering::Relaxed);
            Some((index, tasks.get(index)?))
        };
        std::iter::from_fn(take)
            .map(|(index, task)| (index, work(task)))
            .collect()
    };
    let mut results: Vec<(usize, R)> = thread::scope(|scope| {
        let others: Vec<_> = others.map(|_| scope.spawn(run)).collect();
        let mut results = run();
        for other in others {
            let done = other
                .join()
                .unwrap_or_else(|fault| panic::resume_unwind(fault));
            results.extend(done);
        }
        results
    });
    results.sort_unstable_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_are_in_the_order_of_the_tasks() {
        for count in [0, 1, 2, 1000] {
            let tasks: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = tasks.iter().map(|task| task * 2).collect();
            assert_eq!(super::map(&tasks, |task| task * 2), doubled);
        }
    }
}
