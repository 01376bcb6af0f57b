//! Documents as a whole: versions, components, security, servers.

use super::{codes, of, with, with_files};
use crate::diagnostics::Code;
use crate::openapi::{Location, SecurityKind, Version};

#[test]
fn versions() {
    for (text, version) in [
        ("3.0.3", Version::V3_0),
        ("3.1.2", Version::V3_1),
        ("3.2.0", Version::V3_2),
        ("3.1.0-rc1", Version::V3_1),
        ("'3.1'", Version::V3_1),
    ] {
        with(&of(text, "paths: {}\n"), |document, reported| {
            assert_eq!(document.unwrap().version, version);
            assert_eq!(reported, []);
        });
    }
    with(&of("3.0", "paths: {}\n"), |document, reported| {
        assert_eq!(document.unwrap().version, Version::V3_0);
        assert_eq!(reported[0].0, Code::VersionNotString);
        assert_eq!(reported.len(), 1);
    });
}

#[test]
fn other_documents_are_refused_with_one_error() {
    for (text, code) in [
        ("swagger: '2.0'\ninfo: {}\n", Code::UnsupportedVersion),
        ("openapi: 2.0.0\n", Code::UnsupportedVersion),
        ("openapi: 4.0.0\n", Code::UnsupportedVersion),
        ("openapi: [3]\n", Code::UnsupportedVersion),
        ("asyncapi: 2.6.0\n", Code::NotOpenApi),
        ("overlay: 1.0.0\n", Code::NotOpenApi),
        (
            "$schema: https://json-schema.org/draft/2020-12/schema\ntype: object\n",
            Code::NotOpenApi,
        ),
        ("opanapi: 3.1.0\n", Code::NotOpenApi),
        ("- 1\n", Code::NotOpenApi),
        ("", Code::NotOpenApi),
    ] {
        with(text, |document, _| assert!(document.is_none()));
        assert_eq!(codes(text), [code], "{text}");
    }
}

#[test]
fn what_is_required_and_missing_is_reported_and_the_rest_read() {
    with(
        "openapi: 3.1.0\npaths: {/a: {get: {}}}\n",
        |document, reported| {
            assert_eq!(document.unwrap().paths[0].operations.len(), 1);
            assert_eq!(
                reported,
                [(
                    Code::UnneededFieldMissing,
                    "the document has no `info`".to_owned()
                )]
            );
        },
    );
    assert_eq!(
        codes("openapi: 3.1.0\ninfo: {}\npaths: {}\n"),
        [Code::UnneededFieldMissing; 2]
    );
    assert_eq!(codes(&of("3.1.0", "")), [Code::NothingInside]);
    assert_eq!(
        codes(&of("3.0.0", "components: {}\n")),
        [Code::NothingInside]
    );
    assert_eq!(codes(&of("3.2.0", "components: {}\n")), []);
}

#[test]
fn wrong_types_are_named() {
    with(
        &of("3.1.0", "paths: {}\nservers: {url: x}\ntags: 5\n"),
        |_, reported| {
            let messages: Vec<_> = reported
                .iter()
                .map(|(_, message)| message.as_str())
                .collect();
            let expected = [
                "`servers` must be an array, not an object",
                "`tags` must be an array, not a number",
            ];
            assert_eq!(messages, expected);
        },
    );
}

#[test]
fn misspelt_fields_are_named() {
    with(
        &of(
            "3.1.0",
            "paths: {/a: {get: {requestbody: {}, x-mine: 1}}}\n",
        ),
        |_, reported| {
            assert_eq!(
                reported,
                [(
                    Code::UnknownField,
                    "an operation has no `requestbody`".to_owned()
                )]
            );
        },
    );
}

#[test]
fn security() {
    let text = of(
        "3.1.0",
        "
security: [{key: []}, {oauth: [read, write], basic: []}, {}]
paths: {/a: {get: {security: []}}, /b: {get: {security: [{gone: []}]}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key, description: d}
    basic: {type: http, scheme: Basic}
    bearer: {type: http, scheme: bearer, bearerFormat: JWT}
    digest: {type: http, scheme: digest}
    alias: {$ref: '#/components/securitySchemes/basic'}
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: u, scopes: {x-read: r}}, x-mine: 1}}
    odd: {type: magic}
",
    );
    with(&text, |document, reported| {
        let document = document.unwrap();
        let names: Vec<_> = document
            .security_schemes
            .iter()
            .map(|scheme| scheme.name.text)
            .collect();
        assert_eq!(
            names,
            ["key", "basic", "bearer", "digest", "alias", "oauth"]
        );
        let kinds: Vec<_> = document
            .security_schemes
            .iter()
            .map(|scheme| &scheme.kind)
            .collect();
        assert!(matches!(
            kinds[0],
            SecurityKind::ApiKey {
                location: Location::Header,
                name: "X-Key"
            }
        ));
        assert!(matches!(
            kinds[2],
            SecurityKind::Bearer {
                format: Some("JWT")
            }
        ));
        assert!(matches!(kinds[3], SecurityKind::Http { scheme: "digest" }));
        assert!(matches!(kinds[4], SecurityKind::Basic));
        let SecurityKind::OAuth2 { flows } = kinds[5] else {
            panic!("not OAuth 2")
        };
        assert_eq!(flows.len(), 1);
        assert_eq!(flows[0].scopes, ["x-read"]);
        let security = document.security.unwrap();
        assert_eq!(security[1][0].1, ["read", "write"]);
        assert!(security[2].is_empty());
        assert_eq!(
            document.paths[0].operations[0]
                .security
                .as_ref()
                .map(Vec::len),
            Some(0)
        );
        let codes: Vec<_> = reported.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, [Code::UndefinedSecurityScheme, Code::InvalidValue]);
    });
}

#[test]
fn a_security_scheme_elsewhere_is_missed_only_where_it_is_required() {
    let schemes = "components: {securitySchemes: {far: {$ref: 'https://a.test/api.json#/far'}}}\n";
    assert_eq!(
        codes(&of("3.1.0", schemes)),
        [Code::UndefinedSecurityScheme]
    );
    for required in [
        "security: [{far: []}]\n",
        "paths: {/a: {get: {security: [{far: []}]}}}\n",
    ] {
        let text = of("3.1.0", &format!("{required}{schemes}"));
        assert_eq!(codes(&text), [Code::RemoteReference], "{text}");
    }
}

#[test]
fn servers_and_their_variables() {
    let text = of(
        "3.1.0",
        "
servers:
- url: 'https://{host}.test/{gone}'
  variables: {host: {default: a, enum: [a, b], description: d}}
- {description: no url}
paths: {/a: {servers: [{url: /p}], get: {}, put: {servers: [{url: /o}]}}}
",
    );
    with(&text, |document, reported| {
        let document = document.unwrap();
        assert_eq!(document.servers.len(), 1);
        assert_eq!(document.servers[0].variables[0].values, ["a", "b"]);
        let urls = |index: usize| document.paths[0].operations[index].servers[0].url.text;
        assert_eq!((urls(0), urls(1)), ("/p", "/o"));
        let codes: Vec<_> = reported.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, [Code::UndefinedServerVariable, Code::MissingField]);
    });
}

#[test]
fn references_are_followed_where_the_standard_does_not_know_them() {
    let files = [
        (
            "it.yaml",
            "
openapi: 3.1.0
info: {title: t, version: '1', description: {$ref: text.yaml#/d}}
paths: {/a: {get: {$ref: get.yaml}}}
components: {schemas: {$ref: schemas.yaml}}
",
        ),
        ("text.yaml", "d: hello\n"),
        ("get.yaml", "operationId: it\nresponses: {}\n"),
        ("schemas.yaml", "A: {type: string}\nx-B: {type: string}\n"),
    ];
    with_files(&files, |document, reported| {
        assert_eq!(reported, []);
        let document = document.unwrap();
        assert_eq!(document.description, Some("hello"));
        assert_eq!(
            document.paths[0].operations[0].operation_id.unwrap().text,
            "it"
        );
        let names: Vec<_> = document.schemas.iter().map(|(name, _)| name.text).collect();
        assert_eq!(names, ["A", "x-B"]);
    });
}

#[test]
fn components_are_checked_whether_or_not_they_are_used() {
    for (version, components, code) in [
        ("3.1.0", "schemas: {a: null}", Code::WrongType),
        (
            "3.1.0",
            "headers: {a: {schema: {}, allowReserved: true}}",
            Code::FieldNotAllowed,
        ),
        ("3.1.0", "links: {a: {body: {}}}", Code::FieldNotAllowed),
        (
            "3.2.0",
            "examples: {a: {value: 1, externalValue: u}}",
            Code::ExclusiveFields,
        ),
        (
            "3.2.0",
            "schemas: {a: {xml: {attribute: true, nodeType: attribute}}}",
            Code::ExclusiveFields,
        ),
        (
            "3.2.0",
            "requestBodies: {a: {content: {m/m: {encoding: {}, prefixEncoding: []}}}}",
            Code::ExclusiveFields,
        ),
        (
            "3.1.0",
            "responses: {a: {$ref: '#/gone'}}",
            Code::UnresolvedReference,
        ),
    ] {
        let text = of(version, &format!("components: {{{components}}}\n"));
        assert_eq!(codes(&text), [code], "{components}");
    }
}
