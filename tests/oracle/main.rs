//! The generated clients against those that progenitor makes of the exported documents.
//!
//! Two generators that share no code read one document, and their clients make the same calls to a
//! server that records them: ours first, then progenitor's with the values that the request says.
//! What reaches the server must be the same: method, path, query, body, and the headers that the
//! document declares. A fault in the export shows here too, since progenitor knows the document
//! only by it. Credentials and the user agent are not compared: progenitor leaves both to its user.

mod documents;
mod examples;
mod fiddler;
mod galileo;
mod given;
mod scale;
mod wire;

/// What progenitor wrote. Its code is not ours to tidy.
mod theirs {
    #[allow(warnings, clippy::all, clippy::pedantic)]
    pub(crate) mod fiddler {
        include!(concat!(env!("OUT_DIR"), "/fiddler_v3.rs"));
    }
    #[allow(warnings, clippy::all, clippy::pedantic)]
    pub(crate) mod galileo {
        include!(concat!(env!("OUT_DIR"), "/galileo_v2.rs"));
    }
    #[allow(warnings, clippy::all, clippy::pedantic)]
    pub(crate) mod scale {
        include!(concat!(env!("OUT_DIR"), "/scale_gp_v5.rs"));
    }

    /// What progenitor's clients send with.
    pub(crate) fn transport() -> reqwest::Client {
        // A second one is refused, and the first serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        reqwest::Client::builder().no_proxy().build().unwrap()
    }
}
