//! The services: hand-written code beside a generated module.

pub mod farm;

use specwright_runtime::BuildError;

use crate::signing::Signing;

/// The clients of both services, with one signer.
pub struct Services {
    pub notes: notes_client::Client,
    pub farm: farm::Client,
}

impl Services {
    /// Clients of the services at that address.
    pub fn at(url: &str, signing: &Signing) -> Result<Self, BuildError> {
        Ok(Self {
            notes: notes_client::Client::builder()
                .base_url(url)
                .sign(signing.clone())
                .build()?,
            farm: farm::Client::builder()
                .base_url(url)
                .sign(signing.clone())
                .build()?,
        })
    }
}
