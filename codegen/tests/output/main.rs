//! What lies in an output folder after writing: what was there or what was generated, and never less than others put there.

mod folder;
mod foreign;
mod killed;
mod refused;
