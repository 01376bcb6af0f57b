//! Uploads a file and downloads it again without holding it in memory, to and from a server of its own on loopback. The
//! document has no files, so the client underneath is used:
//!
//! ```text
//! cargo run -p spanwire --example files
//! ```

mod serve;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use serve::{Answer, Asked};
use spanwire::scale_v5::Client;
use spanwire::{Body, Call, FilePart, NoError};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let url = serve::serve(move |asked: &Asked| {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.method == "PUT" {
            kept.clone_from(&asked.body);
        }
        if asked.method != "GET" {
            return Answer::from(json!({}));
        }
        Answer {
            status: 200,
            headers: vec![("content-type", "application/octet-stream".to_owned())],
            body: kept.clone(),
        }
    })?;
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(url)
        .build()?;
    let folder = std::env::temp_dir().join(format!("spanwire-files-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let (here, back) = (folder.join("trace.bin"), folder.join("copy.bin"));
    fs::write(&here, vec![7; 300_000])?;

    // A body of bytes is anything that is one; a file can be read again, so the request may be sent again.
    let upload: Call<Value, NoError> = client.raw().put("/files/{name}").path("name", "trace.bin");
    upload
        .body("application/octet-stream", Body::open(&here)?)
        .on_upload(|progress| println!("up {} of {:?}", progress.bytes, progress.total))
        .await?;

    let download: Call<(), NoError> = client.raw().get("/files/{name}").path("name", "trace.bin");
    let stream = download.bytes_stream().await?;
    let length = stream
        .on_progress(|progress| println!("down {} of {:?}", progress.bytes, progress.total))
        .save(&back)
        .await?;
    println!("{length} bytes came back");
    assert_eq!(fs::read(&here)?, fs::read(&back)?);

    // The same as a part of a form, with a name and a media type.
    let part = FilePart::open(&here)?.with_content_type("application/x-trace");
    let form = BTreeMap::from([
        ("file".to_owned(), part),
        (
            "note".to_owned(),
            FilePart::new("small ones stay in memory"),
        ),
    ]);
    let upload: Call<Value, NoError> = client.raw().post("/files");
    upload.multipart("multipart/form-data", &form, &[]).await?;

    fs::remove_dir_all(&folder)?;
    Ok(())
}
