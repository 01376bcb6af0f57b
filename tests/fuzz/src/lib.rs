//! What must hold for any bytes.
//!
//! A target takes bytes and panics if something that is promised does not hold. libFuzzer runs them
//! (`cargo xtask fuzz`), and the test `mutations` runs them over bytes made by a generator of
//! random numbers with a fixed seed, which needs no more than stable Rust.

mod codec;
mod documents;
pub mod mutate;
mod requests;
mod seeds;
mod streams;

pub use self::seeds::seeds;

/// A target: its name, and what it does with the bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("loader", documents::loader),
    ("generator", documents::generator),
    ("codec", codec::codec),
    ("stream", streams::stream),
    ("multipart", requests::multipart),
    ("url", requests::url),
];

/// Runs the target of that name; none does nothing.
pub fn run(name: &str, bytes: &[u8]) {
    for (known, target) in TARGETS {
        if *known == name {
            target(bytes);
        }
    }
}
