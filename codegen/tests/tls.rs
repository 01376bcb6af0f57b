//! No configuration file and no document turns the verification of certificates off.

use specwright::{
    Input,
    config::{ApiConfig, Config},
    generate,
    plan::{Runtime, Target},
    source::Memory,
};

/// What other tools call it, and what somebody may try.
const KEYS: [&str; 24] = [
    "accept_invalid_certs",
    "accept_invalid_hostnames",
    "allow_insecure",
    "ca_bundle",
    "cert_verification",
    "check_hostname",
    "danger_accept_invalid_certs",
    "danger_accept_invalid_hostnames",
    "disable_ssl_verification",
    "disable_tls_verification",
    "ignore_certificate_errors",
    "insecure",
    "insecure_skip_verify",
    "no_verify",
    "no_verify_ssl",
    "rejectUnauthorized",
    "skip_tls_verify",
    "ssl_verify",
    "strict_ssl",
    "tls_insecure",
    "trust_all_certificates",
    "verify",
    "verify_ssl",
    "verify_tls",
];

const VALUES: [&str; 5] = ["true", "false", "0", "'none'", "{ enabled = false }"];

#[test]
fn no_key_of_the_configuration_is_about_certificates() {
    let plain = "[things]\nspec = 'things.yaml'\n";
    assert!(Config::parse(plain).is_ok());
    for key in KEYS {
        for value in VALUES {
            let places = [
                format!("{plain}{key} = {value}\n"),
                format!("{key} = {value}\n{plain}"),
                format!("{plain}tls = {{ {key} = {value} }}\n"),
                format!("{plain}[things.client]\n{key} = {value}\n"),
                format!("{plain}[things.tls]\n{key} = {value}\n"),
                format!("{plain}[[things.client_parameters]]\nname = 'a'\n{key} = {value}\n"),
            ];
            for text in places {
                assert!(Config::parse(&text).is_err(), "{text}");
            }
        }
    }
}

/// The files that are generated with this in each place of the document that takes extensions.
fn generated(extension: &str) -> Vec<(String, String)> {
    let text = format!(
        "openapi: 3.1.0
info: {{title: Things, version: '1'{extension}}}
servers: [{{url: 'https://a.test'{extension}}}]
security: [{{key: []}}]
paths:
  /things:
    get: {{operationId: list, responses: {{'204': {{description: Done{extension}}}}}{extension}}}
components:
  securitySchemes: {{key: {{type: http, scheme: bearer{extension}}}}}
"
    );
    let generated = generate(&Input {
        reader: &Memory::new([("document.yaml", text.as_str())]),
        entry: "document.yaml",
        config: &ApiConfig::default(),
        config_text: None,
        target: &Target::package("things", "document.yaml", Runtime::Version("1".to_owned())),
        dump: None,
    });
    assert_eq!(generated.report.errors, 0, "{extension}");
    let files = generated.files.into_iter();
    files.map(|file| (file.path, file.text)).collect()
}

#[test]
fn no_extension_of_a_document_is_about_certificates() {
    let plain = generated("");
    assert!(!plain.is_empty());
    for key in KEYS {
        for value in ["true", "false", "none"] {
            let extension = format!(", x-{key}: {value}, x-tls: {{{key}: {value}}}");
            assert_eq!(generated(&extension), plain, "{extension}");
        }
    }
}
