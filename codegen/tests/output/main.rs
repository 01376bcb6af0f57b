//! What an output folder holds after writing, and that files of others are not touched.

mod folder;
mod foreign;
mod killed;
mod refused;
