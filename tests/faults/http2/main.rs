//! Calls over HTTP/2 whose server refuses streams, resets them and goes away (RFC 9113, 6.8 and
//! 8.7).

mod server;

use std::collections::{BTreeMap, HashMap};
use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use faults::Hurried;
use specwright_runtime::transport::ReqwestTransport;
use specwright_runtime::{Api, Call, Client, Error, Format, NoError};

use self::server::{FATES, Fate, Ledger, serve};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// How often a call is sent again at most.
const RETRIES: u32 = 2;

/// The time limit of a call, and when one that has not ended never does.
const LIMIT: Duration = Duration::from_secs(10);
const ENDLESS: Duration = Duration::from_secs(60);

const API: Api = Api {
    base_url: "http://127.0.0.1:1",
    variables: &[],
    schemes: &[],
    security: &[],
    user_agent: "faults/1",
};

fn client(address: &str) -> Result<Client, Failure> {
    let transport = ReqwestTransport::client_builder()
        .no_proxy()
        .http2_prior_knowledge()
        .build()?;
    let client = Client::builder(&API)
        .base_url(address)
        .no_retry_budget()
        .max_retries(RETRIES)
        .timeout(LIMIT)
        // The time limit is not hurried, or a busy machine would meet it.
        .transport(Hurried::new(ReqwestTransport::from(transport), Some(LIMIT)))
        .build()?;
    Ok(client)
}

/// How a call ended.
#[derive(Debug, PartialEq, Eq)]
enum Ending {
    Right,
    Wrong(String),
    Refused,
    Interrupted,
    TimedOut,
    Other(String),
}

async fn make(client: &Client, call: u64, is_post: bool) -> Ending {
    let sent = if is_post {
        client.post("/calls")
    } else {
        client.put("/calls")
    };
    let sent: Call<BTreeMap<String, u64>> = sent.json(&call);
    let Ok(ended) = tokio::time::timeout(ENDLESS, sent.into_future()).await else {
        return Ending::Other("it did not end".to_owned());
    };
    match ended {
        Ok(body) if body.get("call") == Some(&call) => Ending::Right,
        Ok(body) => Ending::Wrong(format!("{body:?}")),
        Err(Error::<NoError>::Transport { error, .. }) if error.is_refused() => Ending::Refused,
        Err(Error::Transport { error, .. }) if error.is_transient() && !error.is_connect() => {
            Ending::Interrupted
        }
        Err(Error::Timeout { .. }) => Ending::TimedOut,
        Err(error) => Ending::Other(format!("{error:?}, {:?}", error.source())),
    }
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    Ok(builder.enable_all().build()?)
}

/// One call on its own connection, that meets these fates.
fn alone(fates: &[Fate], is_post: bool) -> Result<(Ending, Vec<Fate>), Failure> {
    runtime()?.block_on(async {
        let ledger = Arc::new(Ledger::new(HashMap::from([(1, fates.to_vec())])));
        let client = client(&serve(Arc::clone(&ledger)).await?)?;
        let ending = make(&client, 1, is_post).await;
        Ok((ending, ledger.entry(1).met))
    })
}

#[test]
fn what_the_server_did_not_take_is_sent_again() -> Result<(), Failure> {
    for fate in [Fate::Refuse, Fate::GoBefore] {
        for is_post in [true, false] {
            let (ending, met) = alone(&[fate], is_post)?;
            assert_eq!(ending, Ending::Right, "{fate:?}");
            assert_eq!(met, [fate, Fate::Respond]);
            let (ending, met) = alone(&[fate; 3], is_post)?;
            assert_eq!(ending, Ending::Refused, "{fate:?}");
            assert_eq!(met, [fate; 3]);
        }
    }
    Ok(())
}

#[test]
fn what_may_have_had_an_effect_is_sent_again_only_where_that_does_no_harm() -> Result<(), Failure> {
    for fate in [Fate::Reset, Fate::GoWrong, Fate::GoSilent, Fate::HangUp] {
        let (ending, met) = alone(&[fate], true)?;
        assert_eq!(ending, Ending::Interrupted, "{fate:?}");
        assert_eq!(met, [fate]);
        let (ending, met) = alone(&[fate], false)?;
        assert_eq!(ending, Ending::Right, "{fate:?}");
        assert_eq!(met, [fate, Fate::Respond]);
    }
    let (ending, met) = alone(&[Fate::GoAfter], true)?;
    assert_eq!(ending, Ending::Right);
    assert_eq!(met, [Fate::GoAfter]);
    Ok(())
}

/// The length in a response to `HEAD` is that of a response to `GET`, and nothing follows
/// of it.
#[test]
fn a_response_to_head_has_no_body() -> Result<(), Failure> {
    runtime()?.block_on(async {
        let client = client(&serve(Arc::default()).await?)?;
        let call: Call<()> = client.request("HEAD", "/calls");
        let response = call.returns(Format::Empty).send().await?;
        let length = response.headers().get("content-length");
        assert_eq!(length.and_then(|value| value.to_str().ok()), Some("5"));
        Ok(())
    })
}

/// Many calls at once, whose streams share connections: what becomes of one can befall others, too.
#[test]
fn calls_that_share_a_connection_act_at_most_once() -> Result<(), Failure> {
    const CALLS: u64 = 1000;
    const AT_ONCE: usize = 24;
    let mut random = fastrand::Rng::with_seed(20_261_126);
    let plans: HashMap<u64, Vec<Fate>> = (1..=CALLS)
        .map(|call| {
            // Three calls in four meet nothing by themselves.
            let count = random.usize(0..12_usize).saturating_sub(8);
            let fates = (0..count).filter_map(|_| random.choice(FATES));
            (call, fates.collect())
        })
        .collect();
    runtime()?.block_on(async {
        let ledger = Arc::new(Ledger::new(plans));
        let client = client(&serve(Arc::clone(&ledger)).await?)?;
        let mut calls = tokio::task::JoinSet::new();
        let mut endings = BTreeMap::new();
        for call in 1..=CALLS {
            if calls.len() >= AT_ONCE {
                judge(&ledger, &mut endings, calls.join_next().await);
            }
            let client = client.clone();
            calls.spawn(async move {
                let is_post = call % 2 == 0;
                (call, is_post, make(&client, call, is_post).await)
            });
        }
        while let Some(ended) = calls.join_next().await {
            judge(&ledger, &mut endings, Some(ended));
        }
        // A run in which nothing went well, or nothing wrong, would say little.
        let count = |ending: &str| endings.get(ending).copied().unwrap_or(0_usize);
        assert!(count("Right") > 100, "{endings:?}");
        assert!(count("Interrupted") > 20, "{endings:?}");
        // A connection that is made while others go away is now and then left lying by what is
        // below this transport; a program with `reqwest` alone waits for it forever.
        assert!(count("TimedOut") <= 6, "{endings:?}");
        Ok(())
    })
}

type Ended = Result<(u64, bool, Ending), tokio::task::JoinError>;

fn judge(ledger: &Ledger, endings: &mut BTreeMap<String, usize>, ended: Option<Ended>) {
    let (call, is_post, ending) = ended.expect("a call").expect("no panic");
    let met = ledger.entry(call).met;
    let effects = met.iter().filter(|fate| fate.acts()).count();
    let context = format!("call {call}, a POST: {is_post}, ended {ending:?} and met {met:?}");
    assert!(
        met.len() <= 1 + RETRIES as usize,
        "sent too often: {context}"
    );
    assert!(!is_post || effects <= 1, "{effects} effects: {context}");
    match &ending {
        Ending::Right => {
            let last = met.last().copied();
            let answered = matches!(last, Some(Fate::Respond | Fate::GoAfter));
            assert!(answered && effects >= 1, "{context}");
        }
        // A request that another stream's fate took the connection of was perhaps never read.
        Ending::Refused => assert!(!is_post || effects == 0, "{context}"),
        Ending::Interrupted | Ending::TimedOut => {}
        Ending::Wrong(_) | Ending::Other(_) => panic!("{context}"),
    }
    let name = format!("{ending:?}");
    *endings.entry(name).or_default() += 1;
}
