//! Documents as a whole: versions, components, security, servers.

use super::{assert_reported, codes, messages, of, paths, with, with_files};
use crate::diagnostics::Code;
use crate::openapi::{Location, SecurityKind, Version};

#[test]
fn versions() {
    for (text, version, expected) in [
        ("3.0.3", Version::V3_0, None),
        ("3.1.2", Version::V3_1, None),
        ("3.2.0", Version::V3_2, None),
        ("3.1.0-rc1", Version::V3_1, None),
        ("'3.1'", Version::V3_1, None),
        ("3.0", Version::V3_0, Some(Code::VersionNotString)),
    ] {
        with(&of(text, "paths: {}\n"), |document, codes| {
            assert_eq!(
                (document.version, codes),
                (version, Vec::from_iter(expected))
            );
        });
    }
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
            "$schema: https://json-schema.org/draft/2020-12/schema\n",
            Code::NotOpenApi,
        ),
        ("opanapi: 3.1.0\n", Code::NotOpenApi),
        ("- 1\n", Code::NotOpenApi),
        ("", Code::NotOpenApi),
    ] {
        with_files(&[("it.yaml", text)], |document, reports| {
            assert!(document.is_none());
            assert_eq!((reports.len(), reports[0].0), (1, code), "{text}");
        });
    }
}

#[test]
fn what_is_required_and_missing_is_reported_and_the_rest_read() {
    let text = "openapi: 3.1.0\npaths: {/a: {get: {}}}\n";
    with(text, |document, codes| {
        assert_eq!(document.paths[0].operations.len(), 1);
        assert_eq!(codes, [Code::UnneededFieldMissing]);
    });
    let text = "openapi: 3.1.0\ninfo: {}\npaths: {}\n";
    assert_eq!(codes(text), [Code::UnneededFieldMissing; 2]);
    assert_reported(
        "ROW",
        "
        3.1.0 NothingInside x-a: 1
        3.0.0 NothingInside components: {}
        3.2.0 -             components: {}
        ",
    );
}

#[test]
fn fields_are_named_in_messages() {
    let text = of("3.1.0", "paths: {}\nservers: {url: x}\ntags: 5\n");
    let expected = [
        "`servers` must be an array, not an object",
        "`tags` must be an array, not a number",
    ];
    assert_eq!(messages(&text), expected);
    let text = paths("  /a: {get: {requestbody: {}, x-mine: 1}}\n");
    assert_eq!(messages(&text), ["an operation has no `requestbody`"]);
    let text = "openapi: 3.1.0\npaths: {}\n";
    assert_eq!(messages(text), ["the document has no `info`"]);
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
    with(&text, |document, codes| {
        let schemes = document.security_schemes.iter();
        let schemes: Vec<_> = schemes
            .map(|scheme| (scheme.name.text, &scheme.kind))
            .collect();
        let [
            (
                "key",
                SecurityKind::ApiKey {
                    location: Location::Header,
                    name: "X-Key",
                },
            ),
            ("basic", SecurityKind::Basic),
            (
                "bearer",
                SecurityKind::Bearer {
                    format: Some("JWT"),
                },
            ),
            ("digest", SecurityKind::Http { scheme: "digest" }),
            ("alias", SecurityKind::Basic),
            ("oauth", SecurityKind::OAuth2 { flows }),
        ] = schemes[..]
        else {
            panic!("{schemes:?}")
        };
        assert_eq!(flows.len(), 1);
        assert_eq!(flows[0].scopes, ["x-read"]);
        let security = document.security.unwrap();
        assert_eq!(security[1][0].1, ["read", "write"]);
        assert!(security[2].is_empty());
        let own = document.paths[0].operations[0].security.as_ref();
        assert_eq!(own.map(Vec::len), Some(0));
        assert_eq!(codes, [Code::UndefinedSecurityScheme, Code::InvalidValue]);
    });
}

#[test]
fn a_security_scheme_elsewhere_is_missed_only_where_it_is_required() {
    assert_reported(
        "components: {securitySchemes: {far: {$ref: 'https://a.test/api.json#/far'}}}\nROW\n",
        "
        3.1.0 UndefinedSecurityScheme x-a: 1
        3.1.0 RemoteReference         security: [{far: []}]
        3.1.0 RemoteReference         paths: {/a: {get: {security: [{far: []}]}}}
        ",
    );
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
    with(&text, |document, codes| {
        assert_eq!(document.servers.len(), 1);
        assert_eq!(document.servers[0].variables[0].values, ["a", "b"]);
        let urls = |index: usize| document.paths[0].operations[index].servers[0].url.text;
        assert_eq!((urls(0), urls(1)), ("/p", "/o"));
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
    with_files(&files, |document, reports| {
        assert_eq!(reports, []);
        let document = document.unwrap();
        assert_eq!(document.description, Some("hello"));
        let id = document.paths[0].operations[0].operation_id;
        assert_eq!(id.unwrap().text, "it");
        let names: Vec<_> = document.schemas.iter().map(|(name, _)| name.text).collect();
        assert_eq!(names, ["A", "x-B"]);
    });
}
