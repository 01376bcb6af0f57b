//! Security schemes.

use super::parameter;
use crate::{
    ir::{SecurityKind, SecurityScheme},
    openapi,
};

/// The schemes of the document, in its order.
pub(super) fn schemes(schemes: &[openapi::SecurityScheme<'_>]) -> Vec<SecurityScheme> {
    schemes
        .iter()
        .map(|scheme| SecurityScheme {
            name: scheme.name.text.to_owned(),
            kind: kind(&scheme.kind),
            description: scheme.description.map(str::to_owned),
        })
        .collect()
}

fn kind(kind: &openapi::SecurityKind<'_>) -> SecurityKind {
    match kind {
        openapi::SecurityKind::ApiKey { location, name } => SecurityKind::ApiKey {
            location: parameter::location(*location),
            name: (*name).to_owned(),
        },
        openapi::SecurityKind::Basic => SecurityKind::Basic,
        openapi::SecurityKind::Bearer { .. } => SecurityKind::Bearer,
        openapi::SecurityKind::Http { scheme } => SecurityKind::Http((*scheme).to_owned()),
        openapi::SecurityKind::OAuth2 { flows } => SecurityKind::OAuth2 {
            token_url: flows
                .iter()
                .find(|flow| flow.name == "clientCredentials")
                .and_then(|flow| flow.token_url)
                .map(str::to_owned),
        },
        openapi::SecurityKind::OpenIdConnect { .. } => SecurityKind::OpenIdConnect,
        openapi::SecurityKind::MutualTls => SecurityKind::MutualTls,
    }
}
