//! The READMEs and the chapters of the guide, so that their code is compiled and run as
//! documentation tests. `tests/readme` does that for the READMEs of the repository and of
//! `specwright`, beside the client of their document.

#![expect(
    clippy::doc_markdown,
    reason = "they are prose, in which OpenAPI is a name and no code"
)]

macro_rules! chapters {
    ($($name:ident = $file:literal;)*) => {
        $(#[doc = include_str!($file)] pub mod $name {})*
    };
}

chapters! {
    readme_of_derive = "../../codegen/derive/README.md";
    readme_of_runtime = "../../codegen/runtime/README.md";
    readme_of_delivery = "../../generated/delivery/README.md";
    readme_of_spanwire = "../../generated/README.md";
    first_client = "../../docs/guide/src/first-client.md";
    coming_from = "../../docs/guide/src/coming-from.md";
    calls = "../../docs/guide/src/calls.md";
    types = "../../docs/guide/src/types.md";
    scale = "../../docs/guide/src/scale.md";
    opentelemetry = "../../docs/guide/src/opentelemetry.md";
    spans = "../../docs/guide/src/spans.md";
    otlp = "../../docs/guide/src/otlp.md";
    errors = "../../docs/guide/src/errors.md";
    retries = "../../docs/guide/src/retries.md";
    pagination = "../../docs/guide/src/pagination.md";
    streaming = "../../docs/guide/src/streaming.md";
    auth = "../../docs/guide/src/auth.md";
    middleware = "../../docs/guide/src/middleware.md";
    testing = "../../docs/guide/src/testing.md";
    models = "../../docs/guide/src/models.md";
    formats = "../../docs/guide/src/formats.md";
    spanwire = "../../docs/guide/src/spanwire.md";
    your_own_document = "../../docs/guide/src/your-own-document.md";
}
