//! What may be shared between threads.

#![cfg(not(target_arch = "wasm32"))]

use specwright_runtime::{Body, ByteStream, EventStream, Items, Pages};

fn is_shared<T: Send + Sync + Unpin>() {}

/// A type that is neither `Send` nor `Sync`: what is decoded doesn't matter until it is.
type Foreign = std::rc::Rc<()>;

#[test]
fn streams_and_pages_are_send_and_sync() {
    is_shared::<EventStream<Foreign>>();
    is_shared::<ByteStream>();
    is_shared::<Body>();
    is_shared::<Pages<Foreign, Foreign>>();
    is_shared::<Items<u8, Foreign>>();
}
