//! A certificate authority, a client certificate and a proxy of one's own, by a `reqwest` client
//! that is handed in. The server asks for the certificate; it is one of its own on loopback, and
//! nothing else is reached:
//!
//! ```text
//! cargo run -p spanwire --example tls
//! ```

use std::error::Error;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use spanwire::scale_v5::Client;
use spanwire::specwright_runtime::reqwest::{Certificate, Identity, NoProxy, Proxy};
use spanwire::specwright_runtime::transport::ReqwestTransport;

const PAGE: &str = r#"{"items": [{"assessment_id": "assessment-1", "assessment_type": "comment", "comment": "concise",
    "created_by": "user-1", "span_id": "span-1", "trace_id": "trace-1"}]}"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // Elsewhere these are files: `Certificate::from_pem(&std::fs::read("ca.pem")?)`.
    let authority = authority()?;
    let url = serve(&authority)?;
    let ca = Certificate::from_pem(authority.pem().as_bytes())?;
    let key = KeyPair::generate()?;
    let certificate =
        CertificateParams::new(vec!["client".to_owned()])?.signed_by(&key, &authority)?;
    let identity = Identity::from_pem((key.serialize_pem() + &certificate.pem()).as_bytes())?;

    // Requests go through the proxy, but for hosts that are near.
    let proxy =
        Proxy::all("http://proxy.example:3128")?.no_proxy(NoProxy::from_string("localhost"));
    let http = ReqwestTransport::client_builder()
        .proxy(proxy)
        .add_root_certificate(ca.clone())
        .identity(identity)
        .build()?;
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(&url)
        .transport(ReqwestTransport::from(http))
        .build()?;
    let page = client.span_assessments().list().span_id("span-1").await?;
    println!(
        "{} of {}",
        page.items[0].assessment_id, page.items[0].span_id
    );

    // Without a certificate of the client, or without the authority, there is no connection.
    let nameless = ReqwestTransport::client_builder()
        .no_proxy()
        .add_root_certificate(ca)
        .build()?;
    let stranger = ReqwestTransport::client_builder().no_proxy().build()?;
    for http in [nameless, stranger] {
        let client = Client::builder()
            .api_key("an-example-key")
            .base_url(&url)
            .transport(ReqwestTransport::from(http))
            .max_retries(0)
            .build()?;
        match client.span_assessments().list().await {
            Ok(_) => return Err("the server let in whom it doesn't know".into()),
            Err(error) => println!("{error}"),
        }
    }
    Ok(())
}

fn authority() -> Result<CertifiedIssuer<'static, KeyPair>, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}

/// A server that responds to whoever has a certificate of the authority. Gives its URL.
fn serve(authority: &CertifiedIssuer<'static, KeyPair>) -> Result<String, Box<dyn Error>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone())?;
    let roots = Arc::new(roots);
    let verifier =
        WebPkiClientVerifier::builder_with_provider(roots, Arc::clone(&provider)).build()?;
    let key = KeyPair::generate()?;
    let certificate =
        CertificateParams::new(vec!["localhost".to_owned()])?.signed_by(&key, authority)?;
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_client_cert_verifier(verifier)
        .with_single_cert(vec![certificate.der().clone()], key)?;
    let config = Arc::new(config);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let url = format!("https://localhost:{}", listener.local_addr()?.port());
    thread::spawn(move || {
        for stream in listener.incoming() {
            if let Err(error) = stream.and_then(|stream| respond(stream, &config)) {
                println!("the server refused: {error}");
            }
        }
    });
    Ok(url)
}

fn respond(stream: TcpStream, config: &Arc<ServerConfig>) -> io::Result<()> {
    let connection = ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
    let mut stream = BufReader::new(StreamOwned::new(connection, stream));
    let mut line = String::new();
    while stream.read_line(&mut line)? > 2 {
        line.clear();
    }
    let stream = stream.get_mut();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{PAGE}",
        PAGE.len()
    )?;
    stream.conn.send_close_notify();
    stream.flush()
}
