//! Both clients against a server that refuses wrong signatures.

use std::{
    collections::HashMap,
    error::Error,
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    thread,
};

use notes_client::models::NoteCreate;
use signed_app::{apis::Services, signing::Signing};

/// Serves both services to clients that sign with that key, and returns the address.
fn serve(key: Signing) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let key = key.clone();
            thread::spawn(move || respond(&connection, &key));
        }
    });
    Ok(url)
}

fn respond(mut connection: &TcpStream, key: &Signing) -> io::Result<()> {
    let mut reader = BufReader::new(connection);
    let mut first = String::new();
    while reader.read_line(&mut first)? > 0 {
        let mut parts = first.split(' ');
        let (method, target) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let mut headers = HashMap::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.split_once(':') else {
                break;
            };
            headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
        }
        let header = |name: &str| headers.get(name).map_or("", String::as_str);
        let mut body = vec![0; header("content-length").parse().unwrap_or(0)];
        reader.read_exact(&mut body)?;

        let expected = key.signature(method, target, header("date"), &body);
        let (status, body) = if header("x-signature") != expected {
            ("401 Unauthorized", r#"{"error": "wrong signature"}"#)
        } else if target == "/notes" {
            ("201 Created", r#"{"id": "1", "text": "milk the cows"}"#)
        } else {
            ("200 OK", r#"{"name": "Berta"}"#)
        };
        write!(
            connection,
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )?;
        first.clear();
    }
    Ok(())
}

#[tokio::test]
async fn both_clients_sign_with_one_signer() -> Result<(), Box<dyn Error>> {
    let url = serve(Signing::new(b"secret"))?;
    let signing = Signing::new(b"secret");
    let services = Services::at(&url, &signing)?;
    let note = services
        .notes
        .notes()
        .create(&NoteCreate::new("milk the cows"))
        .await?;
    assert_eq!(note.text, "milk the cows");
    let cow = services
        .farm
        .cows()
        .get("Berta")
        .details("calf & bull")
        .await?;
    assert_eq!(cow.name, "Berta");
    assert_eq!(signing.count(), 2);
    Ok(())
}

#[tokio::test]
async fn a_wrong_signature_is_refused() -> Result<(), Box<dyn Error>> {
    let url = serve(Signing::new(b"secret"))?;
    let services = Services::at(&url, &Signing::new(b"another"))?;
    let refused = services.farm.cows().get("Berta").await;
    let status = refused.err().and_then(|error| error.status());
    assert_eq!(status.map(|status| status.as_u16()), Some(401));
    Ok(())
}
