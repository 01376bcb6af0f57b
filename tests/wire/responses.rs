//! Answers by status, on the golden case `responses`.

use golden::responses::{
    Client,
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
    Ok(block_on(client(reply)?.things().put()))
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
    // What is no JSON of a documented type is kept as it came.
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
