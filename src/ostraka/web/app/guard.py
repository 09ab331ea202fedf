"""What stands before every request: host, size, token, forgery check; and the headers after it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode, urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from ostraka.web.app.options import Options

__all__ = ["POLICY", "Guard"]

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SESSION = "ostraka_session"
TOKEN = "ostraka_token"

Next = Callable[[Request], Awaitable[Response]]


class Guard:
    """The checks of one running app; its secret lives as long as the process."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.secret = secrets.token_bytes(32)

    def install(self, app: FastAPI) -> None:
        """Put the checks before every request of the app."""
        app.middleware("http")(self.around)

    async def around(self, request: Request, call_next: Next) -> Response:
        """Refuse, or answer with the headers set."""
        session = request.cookies.get(SESSION) or secrets.token_urlsafe(18)
        request.state.csrf = self.sign(session)
        response = self.refusal(request) or self.entrance(request) or await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if "/static/" not in request.url.path:
            response.headers.setdefault("Cache-Control", "no-store")
        if SESSION not in request.cookies:
            response.set_cookie(SESSION, session, httponly=True, samesite="strict")
        return response

    def refusal(self, request: Request) -> Response | None:
        """Why this request is not answered, if it is not."""
        host = request.headers.get("host", "")
        if host.rsplit(":", 1)[0] not in self.options.hosts and host not in self.options.hosts:
            return PlainTextResponse("this app does not answer to that name", 421)
        if request.method not in SAFE:
            size = request.headers.get("content-length")
            if size is None or not size.isdigit() or int(size) > self.options.largest:
                return PlainTextResponse(f"a request may carry {self.options.largest} bytes and must say how many", 413)
            origin = request.headers.get("origin")
            if origin not in (None, "null") and urlsplit(str(origin)).netloc != host:
                return PlainTextResponse("a request that changes something must come from this app", 403)
        if not self.admitted(request) and not self.given(request):
            return PlainTextResponse("a token is needed: /?token=… or the header Authorization: Bearer …", 401)
        return None

    def admitted(self, request: Request) -> bool:
        """Whether the request carries the token, or none is asked for."""
        if self.options.token is None:
            return True
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        return any(same(x, self.options.token) for x in (bearer, request.cookies.get(TOKEN, "")))

    def given(self, request: Request) -> bool:
        """Whether the right token stands in the address of a page that is asked for."""
        return request.method == "GET" and same(request.query_params.get("token", ""), self.options.token or "")

    def entrance(self, request: Request) -> Response | None:
        """A token in the address becomes a cookie, and the address is cleaned of it."""
        if self.options.token is None or not self.given(request):
            return None
        rest = urlencode([(k, v) for k, v in request.query_params.multi_items() if k != "token"])
        to = RedirectResponse("/" + request.url.path.lstrip("/\\") + (f"?{rest}" if rest else ""), 303)
        to.set_cookie(TOKEN, self.options.token, httponly=True, samesite="strict")
        return to

    def sign(self, session: str) -> str:
        """The forgery check of a session."""
        return hmac.new(self.secret, session.encode(), hashlib.sha256).hexdigest()

    def own(self, request: Request, csrf: str) -> bool:
        """Whether a request that changes something was made from a page of ours (or by a holder of the token)."""
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self.options.token is not None and same(bearer, self.options.token):
            return True
        session = request.cookies.get(SESSION)
        return session is not None and same(csrf, self.sign(session))


def same(a: str, b: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing; an empty one is never."""
    return bool(a) and hmac.compare_digest(a.encode(), b.encode())
