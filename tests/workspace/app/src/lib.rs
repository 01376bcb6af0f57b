//! An application that calls two services, which take signed requests only.

pub mod apis;
pub mod signing;
