//! The server of the guide's first chapter, on port 4010 of loopback, until it is interrupted.

use std::{error::Error, thread};

use first_hour::{Notebook, TOKEN};
use scripted_server::Server;

fn main() -> Result<(), Box<dyn Error>> {
    let notebook = Notebook::default();
    let server = Server::on(4010, move |request| notebook.respond(&request))?;
    println!("{} takes the token `{TOKEN}`; Ctrl+C ends it", server.url());
    loop {
        thread::park();
    }
}
