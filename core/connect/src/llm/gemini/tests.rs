//! Answers and errors as Google writes them.

use super::*;
use crate::llm::Turn;

fn ask() -> Ask {
    Ask {
        model: String::from("gemini-3.5-flash-lite"),
        system: String::from("You sell shoes."),
        turns: vec![
            Turn {
                role: Role::User,
                text: String::from("salom"),
            },
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
        schema: json!({"type": "object"}),
        schema_name: String::from("reply"),
        max_output_tokens: 800,
        end_user: String::from("h1"),
        timeout: Millis::secs(20),
    }
}

fn completed(body: &str) -> Completion {
    completion(serde_json::from_str(body).unwrap(), &ask())
}

fn failed(status: u16, body: &'static str) -> ConnectError {
    let call = Call {
        service: SPEC.id,
        op: String::from("gemini.generateContent"),
        secrets: Vec::new(),
    };
    let answer = Response {
        status,
        headers: Default::default(),
        body: bytes::Bytes::from_static(body.as_bytes()),
    };
    failure(&call, &answer)
}

fn refused(reason: &str) -> ErrorKind {
    ErrorKind::Refused {
        reason: reason.to_owned(),
    }
}

#[test]
fn a_question_carries_schema_roles_and_the_smallest_thinking() {
    assert_eq!(
        question(&ask()),
        json!({
            "systemInstruction": {"parts": [{"text": "You sell shoes."}]},
            "contents": [
                {"role": "user", "parts": [{"text": "salom"}]},
                {"role": "model", "parts": [{"text": "{}"}]},
                {"role": "user", "parts": [{"text": "narxi?"}]},
            ],
            "generationConfig": {
                "maxOutputTokens": 800,
                "responseMimeType": "application/json",
                "responseJsonSchema": {"type": "object"},
                "thinkingConfig": {"thinkingLevel": "MINIMAL"},
            },
        })
    );
}

#[test]
fn an_answer_is_its_visible_parts_and_each_token_counts_once() {
    let completion = completed(
        r#"{"candidates":[{"content":{"role":"model","parts":[{"text":"hm","thought":true},{"text":"{\"a\":","thoughtSignature":"x"},{"text":"1}"}]},"finishReason":"STOP","index":0}],
        "usageMetadata":{"promptTokenCount":5000,"cachedContentTokenCount":4096,"candidatesTokenCount":12,"thoughtsTokenCount":30,"totalTokenCount":5042,"promptTokensDetails":[{"modality":"TEXT","tokenCount":5000}]},
        "modelVersion":"gemini-3.5-flash-lite-001","responseId":"r","modelStatus":{"modelStage":"STABLE","retirementTime":"2027-03-01T00:00:00Z"}}"#,
    );
    assert_eq!(
        completion,
        Completion {
            outcome: Outcome::Answer(String::from(r#"{"a":1}"#)),
            usage: Usage {
                input_fresh: 904,
                input_cached: 4_096,
                cache_write: 0,
                output_visible: 12,
                output_thinking: 30,
            },
            model: String::from("gemini-3.5-flash-lite-001"),
            retires_at: Some(String::from("2027-03-01T00:00:00Z")),
        }
    );
}

#[test]
fn every_ending_has_its_outcome() {
    let outcome = |reason: &str, parts: &str| {
        completed(&format!(
            r#"{{"candidates":[{{"content":{{"parts":[{parts}]}},"finishReason":"{reason}"}}]}}"#
        ))
        .outcome
    };
    let text = r#"{"text":"{\"a\""}"#;
    let truncated = Outcome::Truncated(String::from(r#"{"a""#));
    assert_eq!(outcome("MAX_TOKENS", text), truncated);
    assert_eq!(outcome("SOMETHING_NEW", text), truncated);
    assert_eq!(outcome("MAX_TOKENS", ""), Outcome::Empty);
    assert_eq!(outcome("STOP", ""), Outcome::Empty);
    assert_eq!(outcome("SAFETY", text), Outcome::Refused);
    assert_eq!(outcome("PROHIBITED_CONTENT", ""), Outcome::Refused);
    let bare = r#"{"candidates":[{"finishReason":"RECITATION","index":0}]}"#;
    assert_eq!(completed(bare).outcome, Outcome::Refused);
}

#[test]
fn a_blocked_question_has_no_candidates() {
    let blocked = completed(
        r#"{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":10,"totalTokenCount":10}}"#,
    );
    assert_eq!(blocked.outcome, Outcome::Blocked);
    assert_eq!(blocked.usage.input_fresh, 10);
    assert_eq!(blocked.model, "gemini-3.5-flash-lite");
    assert_eq!(completed("{}").outcome, Outcome::Empty);
}

#[test]
fn a_bad_key_is_told_by_its_reason() {
    let error = failed(
        400,
        r#"{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}"#,
    );
    assert_eq!(error.kind, ErrorKind::Auth);
    let error = failed(
        403,
        r#"{"error":{"code":403,"message":"m","status":"PERMISSION_DENIED"}}"#,
    );
    assert_eq!(error.kind, ErrorKind::Auth);
}

#[test]
fn quotas_differ_by_minute_by_day_and_by_nothing() {
    let minute = r#"{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[
        {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"q","quotaId":"GenerateRequestsPerMinutePerProjectPerModel","quotaValue":"15"}]},
        {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.2s"}]}}"#;
    let after = Millis(34_200);
    assert_eq!(failed(429, minute).kind, ErrorKind::Limited { after });
    let day = r#"[{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[
        {"violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel","quotaValue":"1000"}]},{"retryDelay":"5s"}]}}]"#;
    let after = DAY_QUOTA_WAIT;
    assert_eq!(failed(429, day).kind, ErrorKind::Limited { after });
    let nothing = r#"{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[
        {"violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier","quotaValue":"0"}]}]}}"#;
    assert_eq!(failed(429, nothing).kind, refused(NO_QUOTA));
    let bare = r#"{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED"}}"#;
    let after = MINUTE_QUOTA_WAIT;
    assert_eq!(failed(429, bare).kind, ErrorKind::Limited { after });
}

#[test]
fn other_failures_say_what_to_do() {
    let gone = r#"{"error":{"code":404,"message":"models/gemini-1 is not found for API version v1beta","status":"NOT_FOUND"}}"#;
    assert_eq!(failed(404, gone).kind, refused(MODEL_GONE));
    let bad = r#"{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \"x\"","status":"INVALID_ARGUMENT"}}"#;
    assert_eq!(failed(400, bad).kind, refused(BAD_REQUEST));
    let busy =
        r#"{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}"#;
    let sent = ErrorKind::Unavailable { sent: true };
    assert_eq!(failed(503, busy).kind, sent);
    assert_eq!(failed(502, "<html>").kind, sent);
    assert_eq!(failed(404, "<html>").kind, ErrorKind::Broken);
}
