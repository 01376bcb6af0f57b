//! The client of an API and its builder.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        calls::required,
        expression::texts,
        syntax::{docs, ident},
    },
    plan::{Client, ClientSetter, EnvironmentVariable, Scheme, ServerVariant},
};

pub(crate) fn emit(item: &Client) -> TokenStream {
    let (api, client, methods) = (api(item), client(item), methods(item));
    let (server, setters) = (server(&item.servers), setters(item));
    quote! {
        #api
        #client
        #methods

        #[doc = " Builds a [`Client`]."]
        #[derive(Clone, Debug)]
        pub struct ClientBuilder {
            runtime: specwright_runtime::ClientBuilder,
        }

        specwright_runtime::client_options!(Client, ClientBuilder);

        #server
        #setters
    }
}

fn api(item: &Client) -> TokenStream {
    let base_url = &item.base_url;
    let variables = pairs(&item.variables);
    let schemes = item.schemes.iter().map(scheme);
    let security = texts(&item.security);
    quote! {
        const API: specwright_runtime::Api = specwright_runtime::Api {
            base_url: #base_url,
            variables: #variables,
            schemes: &[#(#schemes),*],
            security: #security,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
        };
    }
}

/// Variables of a server with their defaults.
fn pairs(variables: &[(String, String)]) -> TokenStream {
    let pairs = variables
        .iter()
        .map(|(name, default)| quote!((#name, #default)));
    quote!(&[#(#pairs),*])
}

fn scheme(scheme: &Scheme) -> TokenStream {
    let function = ident(scheme.function);
    let arguments = &scheme.arguments;
    let prefix = scheme.prefix.iter();
    let setter = scheme.setter.trim_start_matches("r#");
    let variable = scheme.variable.iter();
    quote! {
        SecurityScheme::#function(#(#arguments),*)
            #(.prefixed(#prefix))*
            .set_by(#setter)
            #(.read_from(#variable))*
    }
}

fn client(item: &Client) -> TokenStream {
    let docs = docs(&item.docs);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            pub(crate) runtime: specwright_runtime::Client,
        }
    }
}

fn methods(item: &Client) -> TokenStream {
    let from_env = from_env(&item.env);
    let header = item.idempotency_header.iter();
    let redacted = &item.redacted;
    let required = item.required.iter().map(required::emit);
    let defaults = item.defaults.iter().map(|default| {
        let (method, key, value) = (ident(default.method), &default.key, &default.value);
        quote!(.#method(#key, #value))
    });
    quote! {
        impl Client {
            #[doc = " Returns a builder of a client."]
            #[must_use]
            pub fn builder() -> ClientBuilder {
                ClientBuilder {
                    runtime: specwright_runtime::Client::builder(&API)
                        #(.idempotency_header(#header))*
                        #(.redact(#redacted))*
                        #(#defaults)*
                        #(.require(#required))*
                }
            }

            #from_env

            #[doc = " Returns the underlying client, for requests that this crate has no method for: `client.raw().get(\"/path\")`."]
            #[must_use]
            pub fn raw(&self) -> &specwright_runtime::Client {
                &self.runtime
            }
        }
    }
}

fn from_env(env: &[EnvironmentVariable]) -> Option<TokenStream> {
    let docs = env_docs("Creates a client from environment variables.", env)?;
    Some(quote! {
        #docs
        pub fn from_env() -> Result<Self, BuildError> {
            Self::builder().from_env()?.build()
        }
    })
}

/// The docs of a function that reads these variables; nothing if there are none.
fn env_docs(title: &str, env: &[EnvironmentVariable]) -> Option<TokenStream> {
    let name = |variable: &EnvironmentVariable| {
        let optional = if variable.required { "" } else { " (optional)" };
        format!("`{}`{optional}", variable.variable)
    };
    let names: Vec<String> = env.iter().map(name).collect();
    let reads = format!("Reads {}.", names.join(", "));
    let errors = "If a required variable is missing; the error names it.";
    let lines = [title, "", &reads, "", "# Errors", "", errors].map(str::to_owned);
    (!names.is_empty()).then(|| docs(&lines))
}

/// The enum of the document's servers, if there are several.
fn server(servers: &[ServerVariant]) -> Option<TokenStream> {
    let variants = servers.iter().map(|server| {
        let (docs, name) = (docs(&server.docs), ident(&server.name));
        quote!(#docs #name,)
    });
    (!servers.is_empty()).then(|| {
        quote! {
            #[doc = " A server of the API, for [`ClientBuilder::server`]."]
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum Server {
                #(#variants)*
            }
        }
    })
}

/// The setter of the server.
fn server_setter(servers: &[ServerVariant]) -> Option<TokenStream> {
    let arms = servers.iter().map(|server| {
        let (name, url) = (ident(&server.name), &server.url);
        let variables = pairs(&server.variables);
        quote!(Server::#name => self.runtime.server(#url, #variables),)
    });
    (!servers.is_empty()).then(|| {
        quote! {
            #[doc = " Sends requests to this server, in place of the first of the API. It overrides"]
            #[doc = " [`base_url`](Self::base_url) if set after it."]
            #[must_use]
            pub fn server(mut self, server: Server) -> Self {
                self.runtime = match server {
                    #(#arms)*
                };
                self
            }
        }
    })
}

fn setters(item: &Client) -> TokenStream {
    let server = server_setter(&item.servers);
    let setters = item.setters.iter().map(setter);
    let from_env = builder_from_env(&item.env);
    quote! {
        impl ClientBuilder {
            #server

            #(#setters)*

            #from_env

            #[doc = " Builds the client."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " If the base URL is invalid, or a header or credential has characters that can't be sent."]
            pub fn build(self) -> Result<Client, BuildError> {
                Ok(Client { runtime: self.runtime.build()? })
            }
        }
    }
}

fn setter(setter: &ClientSetter) -> TokenStream {
    let (docs, name, method) = (
        docs(&setter.docs),
        ident(&setter.name),
        ident(setter.method),
    );
    let arguments = &setter.arguments;
    let names = setter
        .arguments
        .iter()
        .map(|argument| ident(&argument.name));
    let key = &setter.key;
    quote! {
        #docs
        #[must_use]
        pub fn #name(mut self, #(#arguments),*) -> Self {
            self.runtime = self.runtime.#method(#key, #(#names),*);
            self
        }
    }
}

fn builder_from_env(env: &[EnvironmentVariable]) -> Option<TokenStream> {
    let docs = env_docs("Sets what environment variables give.", env)?;
    let chain = env.iter().map(|variable| {
        let (name, setter) = (&variable.variable, ident(&variable.setter));
        if variable.required {
            let named = variable.setter.trim_start_matches("r#");
            quote!(self = self.#setter(specwright_runtime::env::required(#name, #named)?);)
        } else {
            quote! {
                if let Some(value) = specwright_runtime::env::optional(#name)? {
                    self = self.#setter(value);
                }
            }
        }
    });
    Some(quote! {
        #docs
        pub fn from_env(mut self) -> Result<Self, BuildError> {
            #(#chain)*
            Ok(self)
        }
    })
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;
    use syn::{File, parse_quote};

    use super::*;
    use crate::plan::{ClientDefault, Expression};

    fn farm() -> Client {
        Client {
            docs: vec!["A client.".to_owned()],
            base_url: "https://{region}.example.com".to_owned(),
            variables: vec![("region".to_owned(), "eu".to_owned())],
            servers: vec![ServerVariant {
                name: "Test".to_owned(),
                docs: Vec::new(),
                url: "https://test.example.com".to_owned(),
                variables: Vec::new(),
            }],
            schemes: vec![Scheme {
                function: "header",
                arguments: vec![
                    Expression::Text("Key".to_owned()),
                    Expression::Text("x-api-key".to_owned()),
                ],
                prefix: Some("Token".to_owned()),
                setter: "api_key".to_owned(),
                variable: Some("FARM_KEY".to_owned()),
            }],
            security: vec![vec!["Key".to_owned()]],
            setters: Vec::new(),
            defaults: vec![ClientDefault {
                method: "default_header",
                key: "version".to_owned(),
                value: "2".to_owned(),
            }],
            required: Vec::new(),
            idempotency_header: Some("idempotency-key".to_owned()),
            redacted: vec!["pin".to_owned()],
            env: vec![EnvironmentVariable {
                variable: "FARM_KEY".to_owned(),
                setter: "api_key".to_owned(),
                required: true,
            }],
        }
    }

    fn assert_same(tokens: TokenStream, expected: &File) {
        let actual: File = syn::parse2(tokens).unwrap();
        assert_eq!(
            actual.to_token_stream().to_string(),
            expected.to_token_stream().to_string()
        );
    }

    #[test]
    fn the_api_is_a_constant() {
        assert_same(
            api(&farm()),
            &parse_quote! {
                const API: specwright_runtime::Api = specwright_runtime::Api {
                    base_url: "https://{region}.example.com",
                    variables: &[("region", "eu")],
                    schemes: &[
                        SecurityScheme::header("Key", "x-api-key").prefixed("Token").set_by("api_key").read_from("FARM_KEY")
                    ],
                    security: &[&["Key"]],
                    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
                };
            },
        );
    }

    #[test]
    fn a_client_comes_from_a_builder_or_the_environment() {
        assert_same(
            methods(&farm()),
            &parse_quote! {
                impl Client {
                    #[doc = " Returns a builder of a client."]
                    #[must_use]
                    pub fn builder() -> ClientBuilder {
                        ClientBuilder {
                            runtime: specwright_runtime::Client::builder(&API)
                                .idempotency_header("idempotency-key")
                                .redact("pin")
                                .default_header("version", "2")
                        }
                    }

                    #[doc = " Creates a client from environment variables."]
                    #[doc = ""]
                    #[doc = " Reads `FARM_KEY`."]
                    #[doc = ""]
                    #[doc = " # Errors"]
                    #[doc = ""]
                    #[doc = " If a required variable is missing; the error names it."]
                    pub fn from_env() -> Result<Self, BuildError> {
                        Self::builder().from_env()?.build()
                    }

                    #[doc = " Returns the underlying client, for requests that this crate has no method for: `client.raw().get(\"/path\")`."]
                    #[must_use]
                    pub fn raw(&self) -> &specwright_runtime::Client {
                        &self.runtime
                    }
                }
            },
        );
    }

    #[test]
    fn a_server_is_chosen_by_name() {
        let farm = farm();
        assert_same(
            server_setter(&farm.servers)
                .map(|setter| quote!(impl ClientBuilder { #setter }))
                .unwrap_or_default(),
            &parse_quote! {
                impl ClientBuilder {
                    #[doc = " Sends requests to this server, in place of the first of the API. It overrides"]
                    #[doc = " [`base_url`](Self::base_url) if set after it."]
                    #[must_use]
                    pub fn server(mut self, server: Server) -> Self {
                        self.runtime = match server {
                            Server::Test => self.runtime.server("https://test.example.com", &[]),
                        };
                        self
                    }
                }
            },
        );
    }
}
