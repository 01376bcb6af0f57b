//! The seconds of a call.
//!
//! In: nothing. Out: a line for each call and caller, with the seconds of one call in each round.

use std::time::Instant;

use calls::{Fault, Meter};

const ROUNDS: usize = 151;

struct Clock(Instant);

impl Meter for Clock {
    type Figure = f64;

    fn start(&mut self) {
        self.0 = Instant::now();
    }

    fn stop(&mut self, calls: usize) -> f64 {
        let calls = u32::try_from(calls).map_or(f64::MAX, f64::from);
        self.0.elapsed().as_secs_f64() / calls
    }
}

fn main() -> Result<(), Fault> {
    calls::run(ROUNDS, &mut Clock(Instant::now()))
}
