//! Work that is shared among threads.
//!
//! In: tasks that do not depend on each other. Out: what came of them, in their order, whichever
//! thread did them.

use std::{
    num::NonZero,
    panic,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

/// Does the work for each of the tasks, on as many threads as the machine has processors.
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

/// How much the first thread may be ahead of the second one.
const AHEAD: usize = 64;

/// Does the first work for each of the tasks in their order, and the second one with what came of it, on another thread.
///
/// # Errors
///
/// The first of either, by which both end; of both, that of the second.
pub(crate) fn relay<T, M: Send, E: Send>(
    tasks: impl Iterator<Item = T>,
    mut first: impl FnMut(T) -> Result<M, E>,
    second: impl FnMut(M) -> Result<(), E> + Send,
) -> Result<(), E> {
    let (sender, made) = mpsc::sync_channel(AHEAD);
    thread::scope(|scope| {
        let other = scope.spawn(|| made.into_iter().try_for_each(second));
        let mut done = Ok(());
        for task in tasks {
            match first(task) {
                Ok(made) => {
                    // Nobody takes it: the other one has failed.
                    if sender.send(made).is_err() {
                        break;
                    }
                }
                Err(error) => {
                    done = Err(error);
                    break;
                }
            }
        }
        drop(sender);
        let other = other
            .join()
            .unwrap_or_else(|fault| panic::resume_unwind(fault));
        other.and(done)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_second_gets_what_the_first_made_until_one_fails() {
        for (first_fails, second_fails, expected) in [
            (1000, 1000, Ok(())),
            (300, 1000, Err("first")),
            (1000, 300, Err("second")),
            (0, 1000, Err("first")),
        ] {
            let mut got = Vec::new();
            let result = super::relay(
                0..1000,
                |task| {
                    if task == first_fails {
                        Err("first")
                    } else {
                        Ok(task * 2)
                    }
                },
                |made| {
                    got.push(made);
                    if made == second_fails * 2 {
                        Err("second")
                    } else {
                        Ok(())
                    }
                },
            );
            assert_eq!(result, expected);
            let most = first_fails.min(second_fails + 1).min(1000);
            assert_eq!(got, (0..most).map(|task| task * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn results_stand_in_the_order_of_the_tasks() {
        for count in [0, 1, 2, 1000] {
            let tasks: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = tasks.iter().map(|task| task * 2).collect();
            assert_eq!(super::map(&tasks, |task| task * 2), doubled);
        }
    }
}
