//! Uploads a file to a dataset and downloads it again without holding it in memory, to and from a
//! server of its own on loopback:
//!
//! ```text
//! cargo run -p spanwire --example files --features scale-v5-datasets,scale-v5-files
//! ```

mod serve;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use serve::{Asked, Reply};
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::{DatasetCreateRequest, FileCreateRequest};
use spanwire::{FilePart, object};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(serve::serve(server())?)
        .build()?;
    let folder = std::env::temp_dir().join(format!("spanwire-files-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let (here, back) = (folder.join("cat.png"), folder.join("copy.png"));
    fs::write(&here, vec![7; 300_000])?;

    // A file can be read again, so the request may be sent again.
    let upload = FileCreateRequest::new(FilePart::open(&here)?);
    let file = client
        .files()
        .create(&upload)
        .on_upload(|progress| println!("up {} of {:?}", progress.bytes, progress.total))
        .await?;

    let item = object! {"question": "What is on the picture?"};
    let files = BTreeMap::from([("picture".to_owned(), file.id.clone())]);
    let dataset = DatasetCreateRequest::new(vec![item], "pictures").with_files(vec![files]);
    let dataset = client.datasets().create(&dataset).await?;
    println!("{} `{}`", dataset.id, dataset.name);

    let content = client.files().get_content(&file.id).bytes_stream().await?;
    let length = content
        .on_progress(|progress| println!("down {} of {:?}", progress.bytes, progress.total))
        .save(&back)
        .await?;
    println!("{length} bytes came back");
    assert_eq!(fs::read(&here)?, fs::read(&back)?);

    fs::remove_dir_all(&folder)?;
    Ok(())
}

/// A server that keeps one file.
fn server() -> impl Fn(&Asked) -> Reply + Clone {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let user = json!({"id": "user-1", "type": "user"});
    move |asked: &Asked| {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        match (asked.method.as_str(), asked.path.as_str()) {
            ("POST", "/v5/files") => {
                *kept = content(&asked.body).to_vec();
                Reply::from(json!({
                    "id": "file-1",
                    "filename": "cat.png",
                    "mime_type": "image/png",
                    "size": kept.len(),
                    "md5_checksum": "",
                    "created_at": "2026-01-31T12:00:00Z",
                    "created_by": user,
                }))
            }
            ("POST", "/v5/datasets") => {
                let request: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
                assert_eq!(request["files"], json!([{"picture": "file-1"}]));
                Reply::from(json!({
                    "id": "dataset-1",
                    "name": request["name"],
                    "current_version_num": 1,
                    "created_at": "2026-01-31T12:00:00Z",
                    "created_by": user,
                }))
            }
            ("GET", "/v5/files/file-1/content") => Reply {
                status: 200,
                headers: vec![("content-type", "image/png".to_owned())],
                body: kept.clone(),
            },
            (method, path) => panic!("nothing is at {method} {path}"),
        }
    }
}

/// The content of the only part of a form.
fn content(form: &[u8]) -> &[u8] {
    let find = |from: usize, bytes: &[u8]| {
        let mut places = form[from..].windows(bytes.len());
        places
            .position(|window| window == bytes)
            .map(|at| from + at)
    };
    let head = find(0, b"name=\"file\"; filename=\"cat.png\"").expect("the part has its names");
    let begin = find(head, b"\r\n\r\n").expect("its head ends") + 4;
    let end = find(begin, b"\r\n--").expect("it ends");
    &form[begin..end]
}
