//! Variants that differ in the values of their members.

use serde_json::{Value, json};
use specwright_runtime::{Model, Union};

use super::{Ab, Number, check};

#[derive(Clone, Model)]
struct Chat {
    task: ChatTask,
}

#[derive(Clone, Model)]
struct ChatTask {
    model: String,
    seed: Option<i64>,
}

#[derive(Clone, Model)]
struct Judge {
    task: JudgeTask,
}

#[derive(Clone, Model)]
struct JudgeTask {
    model: String,
    question: String,
}

#[derive(Clone, Model)]
struct Measure {
    task: Measured,
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Measured {
    Letter(Ab),
    Number(Number),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Model)]
struct Several {
    task: Vec<ChatTask>,
}

#[derive(Clone, Model)]
struct Questions {
    task: Vec<JudgeTask>,
}

#[derive(Clone, Model)]
struct Seeds {
    #[model(numeric)]
    task: Vec<i64>,
}

#[derive(Clone, Model)]
struct Names {
    task: Vec<String>,
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Tasks {
    Chat(Chat),
    Judge(Judge),
    Measure(Measure),
    Several(Several),
    Questions(Questions),
    Seeds(Seeds),
    Names(Names),
    #[union(unknown)]
    Unknown(Value),
}

#[test]
fn values_of_members_distinguish_equal_matches() {
    check::<Tasks>(&[
        (json!({"task": {"model": "m"}}), "Chat"),
        (json!({"task": {"model": "m", "new": 1}}), "Chat"),
        // All that the first variant requires is there, but it would lose a member.
        (json!({"task": {"model": "m", "question": "q"}}), "Judge"),
        (json!({"task": {"id": "1", "b": "x"}}), "Measure"),
        (json!({"task": {"v": 1}}), "Measure"),
        (json!({"task": [{"model": "m"}]}), "Several"),
        (
            json!({"task": [{"model": "m", "question": "q"}]}),
            "Questions",
        ),
        (json!({"task": ["1", "2"]}), "Seeds"),
        (json!({"task": ["1", "b"]}), "Names"),
        (json!({"task": []}), "Several"),
    ]);
}
