//! Security schemes.

use super::{credential_prefix, parameter};
use crate::{
    ir::{SecurityKind, SecurityScheme},
    openapi,
};

/// The schemes of the document, in its order.
pub(crate) fn schemes(schemes: &[openapi::SecurityScheme<'_>]) -> Vec<SecurityScheme> {
    schemes
        .iter()
        .map(|scheme| SecurityScheme {
            name: scheme.name.text.to_owned(),
            kind: kind(&scheme.kind, scheme.description),
            description: scheme.description.map(str::to_owned),
        })
        .collect()
}

fn kind(kind: &openapi::SecurityKind<'_>, description: Option<&str>) -> SecurityKind {
    match kind {
        openapi::SecurityKind::ApiKey { location, name } => SecurityKind::ApiKey {
            location: parameter::location(*location),
            prefix: description
                .filter(|_| name.eq_ignore_ascii_case("authorization"))
                .and_then(credential_prefix::described),
            name: (*name).to_owned(),
        },
        openapi::SecurityKind::Basic => SecurityKind::Basic,
        openapi::SecurityKind::Bearer { .. } => SecurityKind::Bearer,
        openapi::SecurityKind::Http { scheme } => SecurityKind::Http((*scheme).to_owned()),
        openapi::SecurityKind::OAuth2 { flows } => {
            let (program, user): (Vec<_>, Vec<_>) = flows
                .iter()
                .partition(|flow| flow.name == "clientCredentials");
            let token_url = program.iter().find_map(|flow| flow.token_url);
            // A flow of users; the implicit one has no token URL, since it returns no refresh
            // tokens.
            let refreshed = user
                .iter()
                .find_map(|flow| flow.refresh_url.or(flow.token_url));
            let refresh_url =
                refreshed.or_else(|| program.iter().find_map(|flow| flow.refresh_url));
            SecurityKind::OAuth2 {
                token_url: token_url.map(str::to_owned),
                refresh_url: refresh_url.map(str::to_owned),
            }
        }
        openapi::SecurityKind::OpenIdConnect { .. } => SecurityKind::OpenIdConnect,
        openapi::SecurityKind::MutualTls => SecurityKind::MutualTls,
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_document;

    #[test]
    fn program_flows_give_the_token_url_and_user_flows_the_refresh_url() {
        assert_document(
            "
                paths: {}
                components:
                  securitySchemes:
                    login:
                      type: oauth2
                      flows:
                        clientCredentials: {tokenUrl: https://a.example/token, scopes: {}}
                        authorizationCode: {authorizationUrl: https://a.example/, tokenUrl: https://a.example/user, scopes: {}}
                    key: {type: apiKey, in: header, name: Authorization, description: 'Write `Token <key>`'}
            ",
            r#"
                api "a"
                  version "b"
                  security scheme "login"
                    oauth2
                    token url "https://a.example/token"
                    refresh url "https://a.example/user"
                  security scheme "key"
                    api key header "Authorization" after "Token"
                    description "Write `Token <key>`"
            "#,
        );
    }
}
