//! How often and how much a call allocates.
//!
//! In: nothing. Out: a line for each call and caller, with the number of allocations of one call,
//! reallocations counted too, and their bytes, in each round.

use std::alloc::System;

use calls::{Fault, Meter};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const ROUNDS: usize = 3;

struct Count(Region<'static, System>);

impl Meter for Count {
    type Figure = (usize, usize);

    fn start(&mut self) {
        self.0.reset();
    }

    fn stop(&mut self, calls: usize) -> (usize, usize) {
        let change = self.0.change();
        let made = change.allocations + change.reallocations;
        (made / calls, change.bytes_allocated / calls)
    }
}

fn main() -> Result<(), Fault> {
    calls::run(ROUNDS, &mut Count(Region::new(ALLOCATOR)))
}
