//! A client of an API without security schemes, for tests against a [`Server`].

use specwright_runtime::testing::Server;
use specwright_runtime::{Api, Client, ClientBuilder};

pub(crate) const API: Api = Api {
    base_url: "https://api.example.com",
    variables: &[],
    schemes: &[],
    security: &[],
    user_agent: "test/1",
};

pub(crate) fn builder(server: &Server) -> ClientBuilder {
    Client::builder(&API).transport(server.transport())
}

pub(crate) fn client(server: &Server) -> Client {
    builder(server).build().unwrap()
}
