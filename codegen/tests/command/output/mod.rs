//! What an output folder holds after writing, and that files of others are not touched.

mod files;
mod foreign;
mod killed;
mod refused;
