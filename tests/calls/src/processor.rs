//! On which processor a process runs.
//!
//! In: nothing. Out: a process that stays where it is put, on systems that can do that; elsewhere,
//! or where there is only one processor, it runs as before.

/// Keeps this process on the first processor.
pub(crate) fn stay_on_first() {
    platform::stay(0);
}

/// Keeps this process on the last processor.
pub(crate) fn stay_on_last() {
    let count = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    platform::stay(count - 1);
}

#[cfg(target_os = "linux")]
mod platform {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

    /// Keeps this process, and the threads that it starts, on one of those that it may run on.
    pub(super) fn stay(at: usize) {
        let Ok(allowed) = sched_getaffinity(None) else {
            return;
        };
        let mut processors = (0..CpuSet::MAX_CPU).filter(|processor| allowed.is_set(*processor));
        if let Some(processor) = processors.nth(at) {
            let mut only = CpuSet::new();
            only.set(processor);
            let _ = sched_setaffinity(None, &only);
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod platform {
    pub(super) fn stay(_: usize) {}
}
