//! Deep documents need as much of the stack as they get on other systems; linkers for the web give
//! 1 MB.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-link-arg-cdylib=-zstack-size=8388608");
}
