//! Proofs of how models get pictures and recordings.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::testing::Stage;
use crate::{Fault, Media, ModelReply};

const HEARS: &str = "gpt-4o-transcribe";
const OGG: &[u8] = b"OggS\0\xff\xfe\xfb voice";
const FORMATS: &str = "Invalid file format. Supported formats: ['flac', 'm4a', 'mp3', 'mp4', \
    'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm']";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

impl Stage {
    fn with_ears(self) -> Self {
        for models in [self.outside.gemini(), self.outside.openai()] {
            models.add_key("key-1");
            models.add_model("small-1");
            models.on(|_| Some(ModelReply::Text("ko'rdim".to_owned())));
        }
        self.outside.openai().add_model(HEARS);
        self.outside.openai().add_model("whisper-1");
        self
    }

    async fn google(&self, parts: Value) -> (u16, Value) {
        let path = "gemini/v1beta/models/small-1:generateContent";
        let url = format!("{}/{path}", self.outside.url());
        let request = self.client.post(url).header("x-goog-api-key", "key-1");
        let body = json!({"contents": [{"role": "user", "parts": parts}]});
        let response = request.json(&body).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    async fn openai_sees(&self, role: &str, content: Value) -> (u16, Value) {
        let url = format!("{}/openai/v1/responses", self.outside.url());
        let input = json!([{"role": role, "content": content}]);
        let body = json!({"model": "small-1", "input": input, "store": false});
        let request = self.client.post(url).bearer_auth("key-1").json(&body);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    async fn openai_hears(&self, form: Form) -> (u16, String) {
        let url = format!("{}/openai/v1/audio/transcriptions", self.outside.url());
        let request = self.client.post(url).bearer_auth("key-1").multipart(form);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    /// As `openai_hears`, for what must fail: status, code and message.
    async fn openai_is_deaf(&self, form: Form) -> (u16, String, String) {
        let (status, body) = self.openai_hears(form).await;
        let error = serde_json::from_str::<Value>(&body).unwrap()["error"].take();
        let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
        (status, text("code"), text("message"))
    }
}

fn inline(mime: &str, data: &str) -> Value {
    json!({"inlineData": {"mimeType": mime, "data": data}})
}

fn see(url: &str) -> Value {
    json!([{"type": "input_image", "image_url": url}])
}

fn voice(model: &str) -> Form {
    file(model, "voice.ogg", OGG)
}

fn file(model: &str, name: &str, bytes: &[u8]) -> Form {
    let part = Part::bytes(bytes.to_vec()).file_name(name.to_owned());
    Form::new()
        .text("model", model.to_owned())
        .part("file", part)
}

#[tokio::test]
async fn gemini_gets_pictures_and_sound_beside_the_words() {
    let stage = Stage::set().await.with_ears();
    let parts = json!([
        {"text": "Bu nima?"},
        inline("image/png", &STANDARD.encode(PNG)),
        inline("audio/ogg", &URL_SAFE_NO_PAD.encode(OGG)),
    ]);
    let (status, body) = stage.google(parts).await;
    assert_eq!(status, 200, "{body}");
    let prompt = stage.outside.gemini().prompts().remove(0);
    assert_eq!(prompt.last_user_text(), "Bu nima?");
    let picture = Media {
        mime: "image/png".to_owned(),
        bytes: Bytes::from_static(PNG),
    };
    let sound = Media {
        mime: "audio/ogg".to_owned(),
        bytes: Bytes::from_static(OGG),
    };
    assert_eq!(prompt.media, [picture, sound]);
    let usage = &body["usageMetadata"];
    assert_eq!(
        usage["promptTokensDetails"],
        json!([
            {"modality": "TEXT", "tokenCount": 4},
            {"modality": "IMAGE", "tokenCount": 258},
            {"modality": "AUDIO", "tokenCount": 32},
        ])
    );
    assert_eq!(usage["promptTokenCount"], 294);
    let log = stage.outside.exchanges();
    assert!(log[0].request.contains("<12 characters>"), "{log:?}");
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn gemini_refuses_files_that_it_cannot_read() {
    let stage = Stage::set().await.with_ears();
    let both = json!({"text": "?", "inlineData": {"mimeType": "image/png", "data": "AA=="}});
    for (part, why) in [
        (
            inline("image/png", "*"),
            "contents[0].parts[0].inline_data.data' (TYPE_BYTES)",
        ),
        (
            inline("image/gif", "AA=="),
            "Unsupported MIME type: image/gif",
        ),
        (
            inline("audio/ogg; codecs=opus", "AA=="),
            "Unsupported MIME type: audio/ogg; codecs=opus",
        ),
        (inline("audio/ogg", ""), "invalid argument"),
        (json!({"inlineData": {"data": "AA=="}}), "mimeType: missing"),
        (both, "oneof field 'data' is already set"),
        (json!({}), "required oneof field 'data'"),
    ] {
        let (status, body) = stage.google(json!([part])).await;
        let error = &body["error"];
        assert_eq!(
            (status, &error["status"]),
            (400, &json!("INVALID_ARGUMENT"))
        );
        assert!(error["message"].as_str().unwrap().contains(why), "{error}");
        assert!(stage.one_unexpected().contains(why));
    }
    assert!(stage.outside.gemini().prompts().is_empty());
}

#[tokio::test]
async fn gemini_takes_twenty_megabytes_in_all() {
    let stage = Stage::set().await.with_ears();
    let words = json!({"contents": [{"role": "user", "parts": [inline("audio/ogg", "")]}]});
    let room = (20 << 20) - words.to_string().len();
    let fits = room / 4 * 4;
    let (status, _) = stage
        .google(json!([inline("audio/ogg", &"A".repeat(fits))]))
        .await;
    assert_eq!(status, 200);
    let heard = stage.outside.gemini().prompts().remove(0).media.remove(0);
    assert_eq!(heard.bytes.len(), fits / 4 * 3);
    stage.assert_nothing_unexpected();
    let (status, body) = stage
        .google(json!([inline("audio/ogg", &"A".repeat(fits + 4))]))
        .await;
    assert_eq!(
        (status, &body["error"]["status"]),
        (400, &json!("INVALID_ARGUMENT"))
    );
    assert!(stage.one_unexpected().contains("20971520 bytes"));
}

#[tokio::test]
async fn openai_gets_pictures_as_data_addresses() {
    let stage = Stage::set().await.with_ears();
    let url = format!("data:image/png;base64,{}", STANDARD.encode(PNG));
    let content = json!([
        {"type": "input_text", "text": "Bu nima?"},
        {"type": "input_image", "image_url": url, "detail": "low"},
    ]);
    let (status, body) = stage.openai_sees("user", content).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(body["usage"]["input_tokens"], 4 + 258);
    let prompt = stage.outside.openai().prompts().remove(0);
    assert_eq!(prompt.last_user_text(), "Bu nima?");
    assert_eq!(prompt.media[0].mime, "image/png");
    assert_eq!(&prompt.media[0].bytes[..], PNG);
    let log = stage.outside.exchanges();
    assert!(!log[0].request.contains("base64"), "{log:?}");
    let said = json!([{"type": "output_text", "text": "Choynak"}]);
    assert_eq!(stage.openai_sees("assistant", said).await.0, 200);
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn openai_refuses_pictures_that_it_cannot_read() {
    let stage = Stage::set().await.with_ears();
    for (content, code) in [
        (see("data:image/bmp;base64,AA=="), "invalid_value"),
        (see("data:image/png;base64,"), "invalid_value"),
        (see("data:image/png;base64,*"), "invalid_value"),
        (see("data:image/png,AA=="), "invalid_value"),
        (see("https://example.com/a.png"), "invalid_image_url"),
        (
            json!([{"type": "input_image"}]),
            "missing_required_parameter",
        ),
        (
            json!([{"type": "input_image", "image_url": {"url": "data:"}}]),
            "invalid_value",
        ),
        (
            json!([{"type": "image_url", "image_url": {"url": "data:"}}]),
            "invalid_value",
        ),
        (
            json!([{"type": "output_text", "text": "?"}]),
            "invalid_value",
        ),
        (
            json!([{"type": "input_text", "text": "?", "x": 1}]),
            "invalid_value",
        ),
        (json!(["?"]), "invalid_type"),
        (json!({"type": "input_text"}), "invalid_type"),
    ] {
        let (status, body) = stage.openai_sees("user", content.clone()).await;
        let error = &body["error"];
        assert_eq!(
            (status, &error["code"]),
            (400, &json!(code)),
            "{content} {error}"
        );
        stage.one_unexpected();
    }
    let (_, body) = stage
        .openai_sees("assistant", json!([{"type": "input_text", "text": "?"}]))
        .await;
    assert_eq!(body["error"]["param"], "input[0].content[0].type");
    stage.one_unexpected();
    assert!(stage.outside.openai().prompts().is_empty());
}

#[tokio::test]
async fn openai_writes_down_what_it_hears() {
    let stage = Stage::set().await.with_ears();
    let openai = stage.outside.openai();
    openai.on_audio(|_| Some("eski".to_owned()));
    openai.on_audio(|audio| (audio.media.bytes == OGG).then(|| "Narxi qancha?".to_owned()));
    let form = voice(HEARS)
        .text("prompt", "SellerCloudX")
        .text("language", "ru");
    let (status, body) = stage.openai_hears(form.text("temperature", "0")).await;
    assert_eq!(status, 200, "{body}");
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["text"], "Narxi qancha?");
    assert_eq!(
        body["usage"],
        json!({
            "type": "tokens",
            "input_tokens": 13,
            "input_token_details": {"text_tokens": 3, "audio_tokens": 10},
            "output_tokens": 4,
            "total_tokens": 17,
        })
    );
    let audio = openai.audios().remove(0);
    assert_eq!(
        (audio.model.as_str(), audio.file_name.as_str()),
        (HEARS, "voice.ogg")
    );
    assert_eq!(
        (audio.media.mime.as_str(), &audio.media.bytes[..]),
        ("audio/ogg", OGG)
    );
    assert_eq!(audio.language.as_deref(), Some("ru"));
    assert_eq!(audio.prompt.as_deref(), Some("SellerCloudX"));
    let log = stage.outside.exchanges();
    assert!(log[0].request.contains("\"bytes_len\":14"), "{log:?}");
    let text = voice("whisper-1").text("response_format", "text");
    assert_eq!(stage.openai_hears(text).await.1, "Narxi qancha?\n");
    let (_, body) = stage.openai_hears(file("whisper-1", "b.M4A", b"m4a")).await;
    assert_eq!(
        body,
        r#"{"text":"eski","usage":{"seconds":1,"type":"duration"}}"#
    );
    assert_eq!(openai.audios()[2].media.mime, "audio/mp4");
    assert!(openai.prompts().is_empty(), "no rule for chats was asked");
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn the_type_of_a_recording_is_what_the_form_says() {
    let stage = Stage::set().await.with_ears();
    stage.outside.openai().on_audio(|_| Some(String::new()));
    let part = Part::bytes(OGG).file_name("a.mp4").mime_str("video/mp4");
    let form = Form::new().text("model", HEARS).part("file", part.unwrap());
    let (status, body) = stage.openai_hears(form).await;
    assert_eq!(status, 200);
    assert!(
        body.contains(r#""text":"""#),
        "silence is no failure: {body}"
    );
    assert_eq!(stage.outside.openai().audios()[0].media.mime, "video/mp4");
}

#[tokio::test]
async fn openai_refuses_forms_that_it_cannot_read() {
    let stage = Stage::set().await.with_ears();
    for (form, code, why) in [
        (file(HEARS, "voice.opus", OGG), "invalid_value", FORMATS),
        (file(HEARS, "voice", OGG), "invalid_value", FORMATS),
        (
            file(HEARS, "voice.ogg", b""),
            "audio_too_short",
            "0.1 seconds",
        ),
        (
            Form::new().text("model", HEARS),
            "missing_required_parameter",
            "'file'",
        ),
        (
            Form::new()
                .text("model", HEARS)
                .part("audio", Part::bytes(OGG).file_name("a.ogg")),
            "unknown_parameter",
            "'audio'",
        ),
        (
            Form::new().part("file", Part::bytes(OGG).file_name("a.ogg")),
            "invalid_value",
            "model: missing",
        ),
        (
            voice(HEARS).text("store", "false"),
            "invalid_value",
            "store: unknown field",
        ),
        (
            voice(HEARS).text("temperature", "warm"),
            "invalid_value",
            "not a number",
        ),
        (
            voice(HEARS).text("response_format", "verbose_json"),
            "unsupported_value",
            "not compatible with model",
        ),
    ] {
        let (status, given, message) = stage.openai_is_deaf(form).await;
        assert_eq!((status, given.as_str()), (400, code), "{message}");
        assert!(message.contains(why), "{message}");
        assert!(stage.one_unexpected().contains(why));
    }
    assert!(stage.outside.openai().audios().is_empty());
}

#[tokio::test]
async fn openai_cannot_be_asked_for_uzbek() {
    let stage = Stage::set().await.with_ears();
    for (language, expected) in [
        ("uz-Latn", "invalid_language_format"),
        ("auto", "invalid_language_format"),
        ("uz", "unsupported_language"),
    ] {
        let form = voice(HEARS).text("language", language);
        let (status, code, _) = stage.openai_is_deaf(form).await;
        assert_eq!((status, code.as_str()), (400, expected), "{language}");
        assert!(stage.one_unexpected().contains(language));
    }
}

#[tokio::test]
async fn a_recording_travels_in_a_form() {
    let stage = Stage::set().await.with_ears();
    let url = format!("{}/openai/v1/audio/transcriptions", stage.outside.url());
    let request = stage.client.post(url).bearer_auth("key-1").json(&json!({}));
    assert_eq!(request.send().await.unwrap().status(), 400);
    assert!(stage.one_unexpected().contains("multipart"));
}

#[tokio::test]
async fn openai_hears_only_with_keys_and_models_that_hear() {
    let stage = Stage::set().await.with_ears();
    let url = format!("{}/openai/v1/audio/transcriptions", stage.outside.url());
    let wrong = stage.client.post(&url).bearer_auth("wrong");
    let answer = wrong.multipart(voice(HEARS)).send().await.unwrap();
    assert_eq!(answer.status(), 401);
    let (status, code, _) = stage.openai_is_deaf(voice("gpt-9-transcribe")).await;
    assert_eq!((status, code.as_str()), (404, "model_not_found"));
    stage.assert_nothing_unexpected();
    let naked = stage.client.post(&url).multipart(voice(HEARS));
    assert_eq!(naked.send().await.unwrap().status(), 401);
    assert!(stage.one_unexpected().contains("Bearer"));
    let (status, ..) = stage.openai_is_deaf(voice("small-1")).await;
    assert_eq!(status, 404);
    assert!(stage.one_unexpected().contains("small-1 does not hear"));
    let asked = json!({"model": HEARS, "input": "Salom", "store": false});
    let url = format!("{}/openai/v1/responses", stage.outside.url());
    let request = stage.client.post(url).bearer_auth("key-1").json(&asked);
    assert_eq!(request.send().await.unwrap().status(), 400);
    assert!(stage.one_unexpected().contains(HEARS));
}

#[tokio::test]
async fn openai_takes_twenty_five_megabytes_in_all() {
    let stage = Stage::set().await.with_ears();
    stage.outside.openai().on_audio(|_| Some("uzun".to_owned()));
    let nearly = vec![0; (25 << 20) - 1_024];
    let (status, _) = stage.openai_hears(file(HEARS, "a.wav", &nearly)).await;
    assert_eq!(status, 200);
    stage.assert_nothing_unexpected();
    let (status, _, message) = stage
        .openai_is_deaf(file(HEARS, "a.wav", &vec![0; 25 << 20]))
        .await;
    assert_eq!(status, 413);
    assert!(message.starts_with("Maximum content size limit (26214400) exceeded"));
    stage.one_unexpected();
}

#[tokio::test]
async fn a_recording_without_a_rule_is_noted_and_faults_have_a_name() {
    let stage = Stage::set().await.with_ears();
    let (status, ..) = stage.openai_is_deaf(voice(HEARS)).await;
    assert_eq!(status, 500);
    assert!(
        stage
            .one_unexpected()
            .contains("no rule hears \"voice.ogg\" of 14 bytes")
    );
    let limited = Fault::RateLimited { retry_after_s: 3 };
    stage
        .outside
        .fail_next("openai", Some("transcriptions"), limited);
    let (status, code, _) = stage.openai_is_deaf(voice(HEARS)).await;
    assert_eq!((status, code.as_str()), (429, "rate_limit_exceeded"));
    stage.assert_nothing_unexpected();
}
