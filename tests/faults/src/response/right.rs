//! What the server means to say.

use super::Wanted;

/// What the server means to say to a call.
pub(crate) fn right(call: u64, wanted: Wanted) -> String {
    // All are of one length, so that places in the bytes are the same.
    let json = format!("{{\"call\": {:>9}}}", call + 1);
    match wanted {
        Wanted::Json | Wanted::Bytes => json,
        Wanted::Events => format!("data: {json}\n\n: well\n\ndata: {json}\n\n"),
    }
}
