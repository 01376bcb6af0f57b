// The program of a user, written against the first version. Each place of an inline shape has its
// own name, which stays when another place changes or takes part in it; names that clash don't take
// each other's place.

use serde_json::json;
use specwright_runtime::testing::{Reply, Server, block_on};

use api::Client;
use api::fees::PutFeeError;
use api::models::{
    A, AOptions, AOptionsLevel, AStatus, B, BOptions, BOptionsLevel, BStatus, CopyModel,
    CopyProblemsItem, Dog, ListThingsOrder, ListThingsResponse, ListThingsResponse404,
    ListThingsResponseItemsItem, ListThingsSort, Pet, Problem, Ring, RingOne, RingOther, Two,
    TwoSecond, Typed,
};

#[test]
fn equal_places_keep_their_names() {
    let options = AOptions::default().with_level(AOptionsLevel::High);
    let a = A::new(AStatus::Off, options);
    let options = BOptions::default().with_level(BOptionsLevel::High);
    let b = B::new(BStatus::Off, options);
    let expected = json!({"status": "off", "options": {"level": "high"}});
    assert_eq!(serde_json::to_value(&a).unwrap(), expected);
    assert_eq!(serde_json::to_value(&b).unwrap(), expected);
    assert!(matches!(b.status, BStatus::Off));

    let two = Two::default().with_second(TwoSecond::Yes);
    assert_eq!(serde_json::to_value(two).unwrap(), json!({"second": "yes"}));

    let ring = Ring::default()
        .with_one(RingOne::default().with_next(RingOne::default()))
        .with_other(RingOther::default().with_next(RingOther::default()));
    let expected = json!({"one": {"next": {}}, "other": {"next": {}}});
    assert_eq!(serde_json::to_value(ring).unwrap(), expected);
}

#[test]
fn a_copy_of_a_component_keeps_its_name() {
    let value = json!({"problems": [{"title": "taken"}]});
    let copy: CopyModel = serde_json::from_value(value).unwrap();
    let problems: Vec<CopyProblemsItem> = copy.problems.unwrap();
    assert_eq!(problems[0].title, Problem::new("taken").title);
    assert_eq!(CopyProblemsItem::new("taken").title, "taken");
}

#[test]
fn names_that_clash_mean_what_they_did() {
    let typed = Typed::new("t").with_id("i").with_camel_case("c");
    let expected = json!({"type": "t", "id": "i", "camelCase": "c"});
    assert_eq!(serde_json::to_value(typed).unwrap(), expected);
    assert_eq!(ListThingsSort::Created.as_str(), "created");
    assert_eq!(ListThingsSort::Updated.as_str(), "updated");
    assert!(matches!(Pet::from(Dog::new(true)), Pet::Dog(_)));
    assert!(matches!(Pet::from("Rex"), Pet::String(_)));
}

#[test]
fn operations_keep_the_names_of_their_types() {
    let server = Server::new();
    let client = Client::builder().transport(server.transport()).build().unwrap();
    server
        .on("GET", "/things")
        .reply(Reply::json(200, &json!({"items": [{"name": "n", "note": null}]})))
        .reply(Reply::json(404, &json!({"error": "none"})));
    server.on("PUT", "/fees").reply(Reply::json(400, &json!({"title": "wrong"})));

    let list = || {
        let call = client.things().list(&ListThingsOrder::Desc);
        call.filter_name("f").sort(ListThingsSort::Created)
    };
    let things: ListThingsResponse = block_on(list()).unwrap();
    let ListThingsResponseItemsItem { name, note, .. } = things.items[0].clone();
    assert_eq!((name.as_str(), note), ("n", None::<String>));
    let error = block_on(list()).unwrap_err();
    let none: Option<&ListThingsResponse404> = error.typed();
    assert_eq!(none.map(|none| none.error.as_str()), Some("none"));
    for request in server.requests() {
        assert_eq!(request.query(), "order=desc&filter_name=f&sort=created");
    }
    let error = block_on(client.fees().replace()).unwrap_err();
    let Some(PutFeeError::BadRequest(problem)) = error.typed() else {
        panic!("{error:?}")
    };
    assert_eq!(problem.title, "wrong");
}
