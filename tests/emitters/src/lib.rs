//! The clients that the build script generated.

include!(concat!(env!("OUT_DIR"), "/with_utoipa.rs"));
include!(concat!(env!("OUT_DIR"), "/with_aide.rs"));
include!(concat!(env!("OUT_DIR"), "/with_dropshot.rs"));
include!(concat!(env!("OUT_DIR"), "/with_poem.rs"));
