//! `deliver` against servers on loopback that refuse, fail and stall.

mod accounts;
mod limits;
mod outcomes;
mod rescue;
mod scale;
