//! Responses by status, on the golden case `responses`.

use golden::responses::{
    Client,
    faults::{MakeFaultError, ReplaceFaultResponse},
    models::{Fault, Lost, Thing},
    things::{PutThingError, PutThingResponse},
};
use serde_json::json;
use specwright_runtime::{
    BuildError, Error, ErrorBody,
    testing::{Reply, Server, block_on},
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn client(reply: Reply) -> Result<Client, BuildError> {
    let server = Server::new().with_secrets();
    server.reply(reply);
    Client::builder()
        .base_url("http://server.test")
        .max_retries(0)
        .transport(server.transport())
        .build()
}

fn put(reply: Reply) -> Result<Result<PutThingResponse, Error<PutThingError>>, BuildError> {
    Ok(block_on(client(reply)?.things().replace()))
}

#[test]
fn each_success_is_a_variant() -> Outcome {
    assert!(matches!(
        put(Reply::json(200, &json!({"id": "i"})))?,
        Ok(PutThingResponse::Ok(_))
    ));
    let made = put(Reply::json(201, &json!({"at": "2024-01-01T00:00:00Z"})))?;
    assert!(matches!(made, Ok(PutThingResponse::Created(_))));
    assert!(matches!(
        put(Reply::text(204, ""))?,
        Ok(PutThingResponse::NoContent)
    ));
    Ok(())
}

#[test]
fn each_refusal_is_a_variant_and_the_exact_status_comes_first() -> Outcome {
    let lost = put(Reply::json(404, &json!({"id": "i"})))?;
    assert!(
        matches!(
            lost.as_ref().map_err(Error::typed),
            Err(Some(PutThingError::NotFound(_)))
        ),
        "{lost:?}"
    );
    let wrong = put(Reply::json(400, &json!({"message": "m"})))?;
    assert!(
        matches!(
            wrong.as_ref().map_err(Error::typed),
            Err(Some(PutThingError::ClientError(_)))
        ),
        "{wrong:?}"
    );
    let odd = put(Reply::text(500, "oops"))?;
    // A body that is not JSON of a documented type is preserved as received.
    let Err(Error::Api { body, .. }) = &odd else {
        return Err(format!("{odd:?}").into());
    };
    assert!(
        matches!(&**body, ErrorBody::Raw(bytes) if bytes.as_ref() == b"oops"),
        "{odd:?}"
    );
    Ok(())
}

#[test]
fn a_body_is_not_asked_for_where_none_is_promised() -> Outcome {
    block_on(client(Reply::text(204, ""))?.things().delete())?;
    block_on(client(Reply::text(200, ""))?.things().check())?;
    Ok(())
}

fn of(media_type: &str, status: u16, body: &str) -> Reply {
    Reply::bytes(status, media_type, body.as_bytes().to_vec())
}

const FAULT: &str = r#"{"message":"m"}"#;
const LOST: &str = r#"{"id":"i"}"#;

fn lost() -> Lost {
    let mut lost = Lost::new();
    lost.id = Some("i".to_owned());
    lost
}

#[test]
fn the_media_type_of_a_refusal_tells_its_type() -> Outcome {
    let fault = || Fault::new("m");
    let problem = "application/problem+json; charset=utf-8";
    for (media_type, status, body, expected) in [
        (
            "application/json; charset=utf-8",
            400,
            LOST,
            Some(MakeFaultError::BadRequest(lost())),
        ),
        (
            problem,
            400,
            FAULT,
            Some(MakeFaultError::BadRequestProblem(fault())),
        ),
        ("application/vnd.other+json", 400, FAULT, None),
        ("text/html", 400, LOST, None),
        (
            problem,
            404,
            FAULT,
            Some(MakeFaultError::NotFoundProblem(fault())),
        ),
        (
            "application/vnd.other+json",
            404,
            LOST,
            Some(MakeFaultError::NotFound(lost())),
        ),
        ("text/plain", 404, LOST, None),
        (
            problem,
            409,
            FAULT,
            Some(MakeFaultError::ConflictProblem(fault())),
        ),
        ("application/json", 409, FAULT, None),
        (
            "application/json",
            500,
            LOST,
            Some(MakeFaultError::Other(lost())),
        ),
    ] {
        let client = client(of(media_type, status, body))?;
        let Err(error) = block_on(client.faults().make()) else {
            return Err(format!("{status} was taken for success").into());
        };
        assert_eq!(error.typed(), expected.as_ref(), "{status} {media_type}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    }
    Ok(())
}

#[test]
fn equal_types_need_no_media_type() -> Outcome {
    for media_type in [
        "application/json",
        "application/vnd.lost+json",
        "text/plain",
    ] {
        let client = client(of(media_type, 400, LOST))?;
        let Err(error) = block_on(client.faults().replace()) else {
            return Err("a 400 was taken for success".into());
        };
        assert_eq!(error.typed(), Some(&lost()));
    }
    Ok(())
}

#[test]
fn a_success_that_was_not_asked_for_is_not_read_as_another() -> Outcome {
    let vendor = "application/vnd.fault+json";
    let made = block_on(client(of("application/json", 200, LOST))?.faults().make());
    assert_eq!(made.ok().map(|thing| thing.id), Some("i".to_owned()));

    let both = r#"{"id":"i","message":"m"}"#;
    let other = block_on(client(of(vendor, 200, both))?.faults().make());
    assert!(matches!(other, Err(Error::Decode { .. })), "{other:?}");

    let call = client(of(vendor, 200, both))?.faults().make();
    assert_eq!(
        block_on(call.accept_json::<Fault>(vendor)).ok(),
        Some(Fault::new("m"))
    );

    let replaced = block_on(client(of(vendor, 200, both))?.faults().replace());
    assert_eq!(
        replaced.ok(),
        Some(ReplaceFaultResponse::OkVndFault(Fault::new("m")))
    );
    let replaced = block_on(
        client(of("application/json", 200, both))?
            .faults()
            .replace(),
    );
    assert_eq!(
        replaced.ok(),
        Some(ReplaceFaultResponse::Ok(Thing::new("i")))
    );
    Ok(())
}

#[test]
fn a_body_of_which_nothing_is_said_can_be_read() -> Outcome {
    let silent = || client(of("application/json", 200, LOST));
    block_on(silent()?.silent().read())?;
    let call = silent()?.silent().read().wrap("a");
    let read = block_on(call.accept_json::<Lost>("application/json"))?;
    assert_eq!(read, lost());
    let read = block_on(async {
        let mut stream = silent()?.silent().read().bytes_stream().await?;
        let chunk = stream.next().await.transpose()?;
        Ok::<_, Box<dyn std::error::Error>>(chunk)
    })?;
    assert_eq!(read.as_deref(), Some(LOST.as_bytes()));
    Ok(())
}

#[test]
fn the_configuration_describes_a_body() -> Outcome {
    let server = Server::new();
    server.reply(of("application/json", 200, r#"[{"items":["a"]}]"#));
    server.reply(of("text/plain", 200, "gone"));
    server.reply(of("application/json", 200, r#"{"a":1}"#));
    let client = golden::configured::Client::builder()
        .base_url("http://server.test")
        .secret("s")
        .account("a")
        .transport(server.transport())
        .build()?;
    let read = block_on(client.health().read())?;
    assert_eq!(read[0].items, ["a"]);
    assert_eq!(block_on(client.health().delete())?, "gone");
    let checked = block_on(client.health().check())?;
    let expected = golden::configured::health::CheckHealthResponse::Ok(json!({"a": 1}));
    assert_eq!(checked, expected);
    Ok(())
}
