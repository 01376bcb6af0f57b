//! The example of every method, made with both clients.

use std::collections::{BTreeMap, BTreeSet};

use examples::Example;

use crate::documents::Document;
use crate::wire::Api;
use crate::{fiddler, galileo, scale, theirs};

/// Compares the examples of all operations that progenitor makes a method of. `unsaid`: the methods
/// whose bodies its types can't hold, and what happens to them.
async fn compare<C>(
    document: &str,
    api: &Api,
    examples: &[Example<C>],
    client: impl Fn(&str) -> C,
    unsaid: &[(&str, &str)],
) {
    let taken = Document::of(document).taken();
    let mut seen = BTreeSet::new();
    let mut failed = BTreeMap::new();
    for example in examples {
        if taken.contains(example.operation) {
            let ours = async |url: &str| drop((example.run)(client(url)).await);
            match api.compare(ours).await {
                Ok((operation, _)) => assert_eq!(operation, example.operation),
                Err(why) => _ = failed.insert(example.method, why),
            }
            seen.insert(example.operation.to_owned());
        }
    }
    assert_eq!(seen, taken);
    let unsaid = unsaid
        .iter()
        .map(|(method, why)| (*method, (*why).to_owned()));
    assert_eq!(failed, unsaid.collect());
}

#[tokio::test]
async fn both_clients_send_the_examples_of_scale() {
    let api = Api::new(scale::DOCUMENT, theirs::scale::REPLAYS);
    let client = |url: &str| scale::ours(url, Some("acct"));
    // Progenitor makes a struct of the `anyOf`, whose fields are its members, flattened. The first
    // member takes the properties that all have, so that no other member can be read.
    let unsaid = [("models().create", "members are lost")];
    compare(
        scale::DOCUMENT,
        &api,
        examples::scale_v5::EXAMPLES,
        client,
        &unsaid,
    )
    .await;
}

#[tokio::test]
async fn both_clients_send_the_examples_of_fiddler() {
    let api = Api::new(fiddler::DOCUMENT, theirs::fiddler::REPLAYS);
    compare(
        fiddler::DOCUMENT,
        &api,
        examples::fiddler_v3::EXAMPLES,
        fiddler::ours,
        &[],
    )
    .await;
}

#[tokio::test]
async fn both_clients_send_the_examples_of_galileo() {
    let api = Api::new(galileo::DOCUMENT, theirs::galileo::REPLAYS);
    compare(
        galileo::DOCUMENT,
        &api,
        examples::galileo_v2::EXAMPLES,
        galileo::ours,
        &[],
    )
    .await;
}
