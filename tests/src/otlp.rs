//! A receiver of OTLP/HTTP, for the programs of the guide that send spans by `opentelemetry_otlp`.
//!
//! In: a provider of tracers that exports to it. Out: the request that arrived, decoded.

use std::error::Error;

use opentelemetry::trace::{Tracer, TracerProvider};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_sdk::trace::SdkTracerProvider;
use prost::Message;

use crate::http::{Request, Response, Server};

/// A server on loopback that accepts every request.
pub struct Sink {
    server: Server,
}

/// A request with spans.
pub struct Received {
    /// The path, without a query.
    pub path: String,
    request: Request,
    body: ExportTraceServiceRequest,
}

impl Sink {
    /// Starts the server, and installs the cryptography that `opentelemetry-otlp` needs to build a
    /// client in this workspace, even for `http`.
    ///
    /// # Errors
    ///
    /// The system gives no port.
    pub fn start() -> Result<Self, Box<dyn Error>> {
        // It fails where another sink has done so.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let server = Server::with(|_| Response::text(200, "application/x-protobuf", ""))?;
        Ok(Self { server })
    }

    /// Where it listens, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// Records a span named `chat`, shuts the provider down, and gives the only request that
    /// arrived.
    ///
    /// # Errors
    ///
    /// The export failed, not exactly one request arrived, or it is not one of OTLP.
    pub fn export(&self, provider: &SdkTracerProvider) -> Result<Received, Box<dyn Error>> {
        provider.tracer("guide").start("chat");
        provider.shutdown()?;
        let mut requests = self.server.requests();
        let (Some(request), 0) = (requests.pop(), requests.len()) else {
            return Err("expected one request".into());
        };
        if request.method != "POST"
            || request.header("content-type") != Some("application/x-protobuf")
        {
            return Err("not a request of OTLP with protobuf".into());
        }
        Ok(Received {
            path: request.path().to_owned(),
            body: ExportTraceServiceRequest::decode(&request.body[..])?,
            request,
        })
    }
}

impl Received {
    /// The first header of that name, without regard to case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.header(name)
    }

    /// The text in that attribute of the resource.
    #[must_use]
    pub fn resource(&self, name: &str) -> Option<&str> {
        let resources = self.body.resource_spans.iter();
        let mut attributes = resources
            .flat_map(|spans| &spans.resource)
            .flat_map(|resource| &resource.attributes);
        let found = attributes.find(|attribute| attribute.key == name)?;
        match found.value.as_ref()?.value.as_ref()? {
            Value::StringValue(text) => Some(text),
            _ => None,
        }
    }

    /// The names of the spans.
    #[must_use]
    pub fn spans(&self) -> Vec<&str> {
        let resources = self.body.resource_spans.iter();
        let scopes = resources.flat_map(|resource| &resource.scope_spans);
        let spans = scopes.flat_map(|scope| &scope.spans);
        spans.map(|span| span.name.as_str()).collect()
    }
}
