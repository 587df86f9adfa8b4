//! Who calls: tokens, their permissions and what they may touch.

use super::Meta;
use super::failure::Failure;
use super::request::{Host, Request};
use super::spec::{MetaToken, TokenKind};
use super::state::State;

/// Whoever was let in.
#[derive(Clone, Debug)]
pub(super) enum Caller {
    /// An app by `app id|app secret`.
    App(String),
    /// A user, page or account.
    Token(MetaToken),
}

impl Caller {
    /// The app that calls.
    pub(super) fn app(&self) -> &str {
        match self {
            Self::App(id) => id,
            Self::Token(token) => &token.app,
        }
    }

    fn token(&self) -> Option<&MetaToken> {
        match self {
            Self::App(_) => None,
            Self::Token(token) => Some(token),
        }
    }

    pub(super) fn kind(&self) -> Option<TokenKind> {
        self.token().map(|token| token.kind)
    }

    /// The id of the user, page or account that calls.
    pub(super) fn subject(&self) -> &str {
        self.token().map_or(self.app(), |token| &token.subject)
    }

    pub(super) fn has(&self, scope: &str) -> bool {
        self.token()
            .is_some_and(|token| token.scopes.iter().any(|it| it == scope))
    }

    /// Whether it may touch this account at all.
    pub(super) fn is_granted(&self, id: &str) -> bool {
        self.token()
            .is_some_and(|token| token.grants.iter().any(|it| it == id))
    }

    /// Has the permission, or is refused as Graph refuses outside of messages.
    pub(super) fn must_have(&self, scope: &str) -> Result<(), Failure> {
        if self.has(scope) {
            Ok(())
        } else {
            Err(Failure::needs(scope))
        }
    }
}

impl Meta {
    /// Lets a request in, or says why not.
    pub(super) fn admit(&self, request: &Request) -> Result<Caller, Failure> {
        let Some(token) = request.token.as_deref() else {
            let message = "An access token is required to request this resource.";
            return Err(Failure::graph(400, 104, message).noted());
        };
        let now_ms = self.common.now_ms();
        self.look(|state| {
            let caller = state.caller(token, now_ms)?;
            let by_instagram = caller.kind() == Some(TokenKind::Instagram);
            if by_instagram == (request.host == Host::Instagram) {
                Ok(caller)
            } else {
                // Neither host can read the other one's tokens.
                Err(unreadable())
            }
        })
    }
}

impl State {
    /// Reads a token that is still good.
    pub(super) fn caller(&self, token: &str, now_ms: i64) -> Result<Caller, Failure> {
        if let Some((id, secret)) = token.split_once('|') {
            let known = self
                .apps
                .get(id)
                .is_some_and(|app| app.spec.secret == secret);
            return if known {
                Ok(Caller::App(id.to_owned()))
            } else {
                Err(Failure::token(
                    None,
                    "Invalid OAuth access token signature.",
                ))
            };
        }
        let known = self.tokens.get(token).ok_or_else(unreadable)?;
        if known.is_revoked {
            let why = "Error validating access token: The session has been invalidated because \
                the user changed their password or Facebook has changed the session for security \
                reasons.";
            return Err(Failure::token(Some(460), why));
        }
        if known.spec.expires_at_ms.is_some_and(|end| end <= now_ms) {
            let why = "Error validating access token: Session has expired.";
            return Err(Failure::token(Some(463), why));
        }
        Ok(Caller::Token(known.spec.clone()))
    }
}

fn unreadable() -> Failure {
    Failure::token(
        None,
        "Invalid OAuth access token - Cannot parse access token",
    )
}
