//! Proofs of the scripted models' wire formats.

use serde_json::{Value, json};

use crate::testing::Stage;
use crate::{Fault, ModelReply};

impl Stage {
    fn with_models(self) -> Self {
        for models in [self.outside.gemini(), self.outside.openai()] {
            models.add_key("key-1");
            models.add_model("small-1");
        }
        self
    }

    async fn gemini(&self, tail: &str, key: &str, body: Value) -> (u16, Value) {
        let url = format!("{}/gemini/v1beta/models/{tail}", self.outside.url());
        let request = self.client.post(url).header("x-goog-api-key", key);
        let response = request.json(&body).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    async fn openai(&self, key: &str, body: Value) -> (u16, Value) {
        let url = format!("{}/openai/v1/responses", self.outside.url());
        let request = self.client.post(url).bearer_auth(key).json(&body);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }
}

fn gemini_ask() -> Value {
    json!({
        "systemInstruction": {"parts": [{"text": "Be brief."}]},
        "contents": [{"role": "user", "parts": [{"text": "Narxi qancha?"}]}],
        "generationConfig": {
            "maxOutputTokens": 200,
            "responseMimeType": "application/json",
            "responseJsonSchema": {"type": "object"},
        },
    })
}

fn openai_ask() -> Value {
    json!({
        "model": "small-1",
        "instructions": "Be brief.",
        "input": [{"role": "user", "content": [{"type": "input_text", "text": "Narxi qancha?"}]}],
        "max_output_tokens": 200,
        "text": {"format": {"type": "json_schema", "name": "answer", "schema": {"type": "object"}, "strict": true}},
        "store": false,
    })
}

#[tokio::test]
async fn gemini_answers_by_the_newest_rule() {
    let stage = Stage::set().await.with_models();
    let gemini = stage.outside.gemini();
    gemini.on(|_| Some(ModelReply::Text("old".to_owned())));
    gemini.on(|prompt| {
        let asks = prompt.last_user_text().contains("Narxi");
        asks.then(|| ModelReply::Text("12 000 so'm".to_owned()))
    });
    let (status, body) = stage
        .gemini("small-1:generateContent", "key-1", gemini_ask())
        .await;
    assert_eq!(status, 200);
    let candidate = &body["candidates"][0];
    assert_eq!(candidate["content"]["parts"][0]["text"], "12 000 so'm");
    assert_eq!(candidate["finishReason"], "STOP");
    assert_eq!(body["usageMetadata"]["candidatesTokenCount"], 3);
    let prompt = &gemini.prompts()[0];
    assert_eq!(prompt.system, "Be brief.");
    assert_eq!(
        prompt.turns,
        [("user".to_owned(), "Narxi qancha?".to_owned())]
    );
    assert_eq!(prompt.schema, Some(json!({"type": "object"})));
    assert_eq!(prompt.max_output_tokens, Some(200));
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn gemini_shows_each_way_of_not_answering() {
    let stage = Stage::set().await.with_models();
    let gemini = stage.outside.gemini();
    let cases = [
        (ModelReply::Blocked, json!(null), "SAFETY"),
        (ModelReply::Refusal, json!("SAFETY"), ""),
        (ModelReply::Empty, json!("MAX_TOKENS"), ""),
        (
            ModelReply::Truncated("12".to_owned()),
            json!("MAX_TOKENS"),
            "",
        ),
    ];
    for (reply, finish, block) in cases {
        let said = reply.text().to_owned();
        gemini.on(move |_| Some(reply.clone()));
        let (_, body) = stage
            .gemini("small-1:generateContent", "key-1", gemini_ask())
            .await;
        assert_eq!(body["candidates"][0]["finishReason"], finish);
        let reason = body["promptFeedback"]["blockReason"].as_str();
        assert_eq!(reason.unwrap_or_default(), block);
        let text = body["candidates"][0]["content"]["parts"][0]["text"].as_str();
        assert_eq!(text.unwrap_or_default(), said);
    }
}

#[tokio::test]
async fn gemini_refuses_bad_keys_models_and_fields() {
    let stage = Stage::set().await.with_models();
    let (status, body) = stage
        .gemini("small-1:generateContent", "wrong", gemini_ask())
        .await;
    assert_eq!(status, 400);
    assert_eq!(body["error"]["details"][0]["reason"], "API_KEY_INVALID");
    let (status, body) = stage
        .gemini("big-9:generateContent", "key-1", gemini_ask())
        .await;
    assert_eq!(
        (status, &body["error"]["status"]),
        (404, &json!("NOT_FOUND"))
    );
    stage.assert_nothing_unexpected();
    let mut odd = gemini_ask();
    odd["generationConfig"]["thinkingConfig"] = json!({"thinkingBudget": 0});
    let (status, body) = stage.gemini("small-1:generateContent", "key-1", odd).await;
    assert_eq!(
        (status, &body["error"]["status"]),
        (400, &json!("INVALID_ARGUMENT"))
    );
    assert!(
        stage
            .one_unexpected()
            .contains("thinkingBudget: unknown field")
    );
    let (status, _) = stage
        .gemini("small-1:countFish", "key-1", gemini_ask())
        .await;
    assert_eq!(status, 404);
    assert!(stage.one_unexpected().contains("no such route"));
    let url = format!("{}/gemini/v1/models?key=key-1", stage.outside.url());
    let listed = stage.client.get(url).send().await.unwrap();
    assert_eq!(listed.status(), 200);
    assert!(stage.one_unexpected().contains("key in the address"));
    assert!(!format!("{:?}", stage.outside.exchanges()).contains("key-1"));
}

#[tokio::test]
async fn a_prompt_without_a_rule_is_noted_with_its_words() {
    let stage = Stage::set().await.with_models();
    let (status, _) = stage
        .gemini("small-1:generateContent", "key-1", gemini_ask())
        .await;
    assert_eq!(status, 500);
    assert!(stage.one_unexpected().contains("Narxi qancha?"));
    let (status, _) = stage.openai("key-1", openai_ask()).await;
    assert_eq!(status, 500);
    assert!(stage.one_unexpected().contains("Narxi qancha?"));
}

#[tokio::test]
async fn openai_answers_and_reports_use() {
    let stage = Stage::set().await.with_models();
    let openai = stage.outside.openai();
    openai.on(|prompt| {
        Some(ModelReply::Text(format!(
            "{} {}",
            prompt.system,
            prompt.turns.len()
        )))
    });
    let (status, body) = stage.openai("key-1", openai_ask()).await;
    assert_eq!((status, &body["status"]), (200, &json!("completed")));
    assert_eq!(body["output"][0]["content"][0]["text"], "Be brief. 1");
    assert_eq!(body["usage"]["output_tokens"], 3);
    assert_eq!(openai.prompts()[0].schema, Some(json!({"type": "object"})));
    stage.assert_nothing_unexpected();
    openai.on(|_| Some(ModelReply::Refusal));
    let (_, body) = stage.openai("key-1", openai_ask()).await;
    assert_eq!(body["output"][0]["content"][0]["type"], "refusal");
    openai.on(|_| Some(ModelReply::Truncated("12".to_owned())));
    let (_, body) = stage.openai("key-1", openai_ask()).await;
    assert_eq!(body["incomplete_details"]["reason"], "max_output_tokens");
    openai.on(|_| Some(ModelReply::Blocked));
    let (_, body) = stage.openai("key-1", openai_ask()).await;
    assert_eq!(body["incomplete_details"]["reason"], "content_filter");
    assert_eq!(body["output"], json!([]));
}

#[tokio::test]
async fn openai_refuses_bad_keys_models_and_fields() {
    let stage = Stage::set().await.with_models();
    stage
        .outside
        .openai()
        .on(|_| Some(ModelReply::Text("ha".to_owned())));
    let (status, body) = stage.openai("wrong", openai_ask()).await;
    assert_eq!(
        (status, &body["error"]["code"]),
        (401, &json!("invalid_api_key"))
    );
    let mut other = openai_ask();
    other["model"] = json!("big-9");
    let (status, body) = stage.openai("key-1", other).await;
    assert_eq!(
        (status, &body["error"]["code"]),
        (404, &json!("model_not_found"))
    );
    stage.assert_nothing_unexpected();
    let mut odd = openai_ask();
    odd["max_tokens"] = json!(5);
    assert_eq!(stage.openai("key-1", odd).await.0, 400);
    assert!(stage.one_unexpected().contains("max_tokens: unknown field"));
    let mut kept = openai_ask();
    kept["store"] = json!(true);
    assert_eq!(stage.openai("key-1", kept).await.0, 200);
    assert!(stage.one_unexpected().contains("store:false"));
    let url = format!("{}/openai/v1/responses", stage.outside.url());
    let (status, _) = stage.post(&url, openai_ask()).await;
    assert_eq!(status, 401);
    assert!(stage.one_unexpected().contains("Bearer"));
}

#[tokio::test]
async fn models_are_listed_and_faults_have_each_vendors_shape() {
    let stage = Stage::set().await.with_models();
    let url = format!("{}/openai/v1/models", stage.outside.url());
    let request = || stage.client.get(&url).bearer_auth("key-1").send();
    let listed: Value = request().await.unwrap().json().await.unwrap();
    assert_eq!(listed["data"][0]["id"], "small-1");
    let limited = Fault::RateLimited { retry_after_s: 34 };
    stage
        .outside
        .fail_next("openai", Some("models"), limited.clone());
    let answer = request().await.unwrap();
    assert_eq!(answer.headers()["retry-after"], "34");
    stage
        .outside
        .fail_next("gemini", Some("generateContent"), limited);
    let (status, body) = stage
        .gemini("small-1:generateContent", "key-1", gemini_ask())
        .await;
    assert_eq!(status, 429);
    assert_eq!(body["error"]["details"][1]["retryDelay"], "34s");
    stage.assert_nothing_unexpected();
}
