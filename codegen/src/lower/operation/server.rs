//! Servers: the addresses that a client may send to.

use crate::{
    ir::{Server, ServerVariable},
    openapi,
};

/// The servers of a document.
pub(crate) fn servers(servers: &[openapi::Server<'_>]) -> Vec<Server> {
    servers
        .iter()
        .map(|server| Server {
            url: server.url.text.to_owned(),
            name: server.name.map(str::to_owned),
            description: server.description.map(str::to_owned),
            variables: server
                .variables
                .iter()
                .map(|variable| ServerVariable {
                    name: variable.name.text.to_owned(),
                    default: variable.default.to_owned(),
                    values: variable
                        .values
                        .iter()
                        .map(|&value| value.to_owned())
                        .collect(),
                    description: variable.description.map(str::to_owned),
                })
                .collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_document;

    #[test]
    fn servers_keep_their_variables() {
        assert_document(
            "
                servers:
                  - url: https://{region}.example.com
                    description: Regional
                    variables: {region: {default: eu, enum: [eu, us]}}
                paths: {}
            ",
            r#"
                api "a"
                  version "b"
                  server "https://{region}.example.com"
                    description "Regional"
                    variable "region" = "eu"
                      value "eu"
                      value "us"
            "#,
        );
    }
}
