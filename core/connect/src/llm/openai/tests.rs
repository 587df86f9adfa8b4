//! Answers and errors as OpenAI writes them.

use scx_kit::{Millis, Secret};

use super::*;
use crate::llm::Turn;

fn ask() -> Ask {
    Ask {
        model: String::from("gpt-6-luna"),
        system: String::from("You sell shoes."),
        turns: vec![
            Turn {
                role: Role::Assistant,
                text: String::from("{}"),
            },
            Turn {
                role: Role::User,
                text: String::from("narxi?"),
            },
        ],
        pictures: Vec::new(),
        schema: json!({"type": "object", "additionalProperties": false}),
        schema_name: String::from("reply"),
        max_output_tokens: 800,
        end_user: String::from("h1"),
        timeout: Millis::secs(20),
    }
}

fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Response {
    Response {
        status,
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        body: bytes::Bytes::copy_from_slice(body.as_bytes()),
    }
}

fn call() -> Call<'static> {
    Call {
        service: SPEC.id,
        op: String::from("openai.responses"),
        secrets: Vec::new(),
    }
}

fn completed(body: &str) -> Result<Completion, ConnectError> {
    completion(&call(), &answer(200, &[], body), &ask())
}

fn failed(status: u16, headers: &[(&str, &str)], body: &str) -> ErrorKind {
    failure(&call(), &answer(status, headers, body), &ask())
        .unwrap_err()
        .kind
}

fn refused(reason: &str) -> ErrorKind {
    ErrorKind::Refused {
        reason: reason.to_owned(),
    }
}

#[test]
fn a_question_is_strict_and_not_stored() {
    assert_eq!(
        question(&ask()),
        json!({
            "model": "gpt-6-luna",
            "instructions": "You sell shoes.",
            "input": [
                {"role": "assistant", "content": "{}"},
                {"role": "user", "content": "narxi?"},
            ],
            "max_output_tokens": 800,
            "reasoning": {"effort": "none"},
            "text": {"format": {"type": "json_schema", "name": "reply", "strict": true,
                "schema": {"type": "object", "additionalProperties": false}}},
            "store": false,
            "safety_identifier": "h1",
        })
    );
}

#[test]
fn an_answer_is_its_text_and_each_token_counts_once() {
    let completion = completed(
        r#"{"id":"resp_1","object":"response","status":"completed","error":null,"incomplete_details":null,"model":"gpt-6-luna-2026-08-01",
        "output":[{"type":"reasoning","id":"rs_1","summary":[]},
        {"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"{\"a\":1}","annotations":[]}]}],
        "usage":{"input_tokens":3000,"input_tokens_details":{"cached_tokens":2048,"cache_write_tokens":500},"output_tokens":40,"output_tokens_details":{"reasoning_tokens":25},"total_tokens":3040}}"#,
    )
    .unwrap();
    assert_eq!(
        completion,
        Completion {
            outcome: Outcome::Answer(String::from(r#"{"a":1}"#)),
            usage: Usage {
                input_fresh: 452,
                input_cached: 2_048,
                cache_write: 500,
                output_visible: 15,
                output_thinking: 25,
            },
            model: String::from("gpt-6-luna-2026-08-01"),
            retires_at: None,
        }
    );
}

#[test]
fn every_ending_has_its_outcome() {
    let outcome = |status: &str, reason: &str, content: &str| {
        completed(&format!(
            r#"{{"status":"{status}","incomplete_details":{{"reason":"{reason}"}},"output":[{{"type":"message","content":[{content}]}}],"usage":null}}"#
        ))
        .unwrap()
        .outcome
    };
    let text = r#"{"type":"output_text","text":"{"}"#;
    let refusal = r#"{"type":"refusal","refusal":"I cannot"}"#;
    assert_eq!(
        outcome("incomplete", "max_output_tokens", text),
        Outcome::Truncated(String::from("{"))
    );
    assert_eq!(
        outcome("incomplete", "max_output_tokens", ""),
        Outcome::Empty
    );
    assert_eq!(
        outcome("incomplete", "content_filter", text),
        Outcome::Refused
    );
    assert_eq!(outcome("completed", "", refusal), Outcome::Refused);
    assert_eq!(outcome("completed", "", ""), Outcome::Empty);
}

#[test]
fn a_response_that_failed_afterwards_says_why() {
    let failed = |code: &str| {
        completed(&format!(
            r#"{{"status":"failed","error":{{"code":"{code}","message":"m"}},"output":[],"usage":null}}"#
        ))
    };
    assert_eq!(failed("invalid_prompt").unwrap().outcome, Outcome::Blocked);
    assert_eq!(
        failed("server_error").unwrap_err().kind,
        ErrorKind::Unavailable { sent: true }
    );
    assert_eq!(
        failed("rate_limit_exceeded").unwrap_err().kind,
        ErrorKind::Limited {
            after: MINUTE_QUOTA_WAIT
        }
    );
    let unknown = completed(r#"{"status":"dreaming"}"#).unwrap_err();
    assert_eq!(unknown.kind, ErrorKind::Broken);
}

#[test]
fn an_empty_purse_is_not_a_flood() {
    let purse = r#"{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}"#;
    assert_eq!(failed(429, &[], purse), refused(NO_QUOTA));
    let flood = r#"{"error":{"message":"Rate limit reached for gpt-6-luna on tokens per min (TPM)","type":"tokens","param":null,"code":"rate_limit_exceeded"}}"#;
    assert_eq!(
        failed(429, &[("retry-after-ms", "1200")], flood),
        ErrorKind::Limited {
            after: Millis(1_200)
        }
    );
    let day = r#"{"error":{"message":"Rate limit reached for gpt-6-luna on requests per day (RPD)","type":"requests","code":"rate_limit_exceeded"}}"#;
    assert_eq!(
        failed(429, &[], day),
        ErrorKind::Limited {
            after: DAY_QUOTA_WAIT
        }
    );
}

#[test]
fn other_failures_say_what_to_do() {
    let error = |code: &str| {
        format!(
            r#"{{"error":{{"message":"m","type":"invalid_request_error","param":null,"code":{code}}}}}"#
        )
    };
    assert_eq!(
        failed(401, &[], &error(r#""invalid_api_key""#)),
        ErrorKind::Auth
    );
    assert_eq!(
        failed(404, &[], &error(r#""model_not_found""#)),
        refused(MODEL_GONE)
    );
    assert_eq!(
        failed(403, &[], &error(r#""model_not_found""#)),
        refused(MODEL_GONE)
    );
    assert_eq!(failed(400, &[], &error("null")), refused(BAD_REQUEST));
    let sent = ErrorKind::Unavailable { sent: true };
    assert_eq!(failed(500, &[], &error("null")), sent);
    assert_eq!(failed(503, &[], "<html>"), sent);
    assert_eq!(failed(403, &[], "<html>"), ErrorKind::Broken);
    let blocked = answer(400, &[], &error(r#""invalid_prompt""#));
    let blocked = failure(&call(), &blocked, &ask()).unwrap();
    assert_eq!(blocked.outcome, Outcome::Blocked);
}

#[test]
fn a_key_repeated_by_the_vendor_is_masked() {
    let key = Secret::new(String::from("sk-live-abcdef"));
    let call = Call {
        secrets: vec![&key],
        ..call()
    };
    let body = r#"{"error":{"message":"Incorrect API key provided: sk-live-abcdef.","code":"invalid_api_key"}}"#;
    let error = failure(&call, &answer(401, &[], body), &ask()).unwrap_err();
    assert_eq!(
        error.detail,
        "401 invalid_api_key: Incorrect API key provided: ***."
    );
}
