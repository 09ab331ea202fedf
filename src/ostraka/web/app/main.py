"""The application: addresses to pages; every page at `X` is JSON at `X.json`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment
from starlette.exceptions import HTTPException

from ostraka.brief.words import written_languages
from ostraka.errors import BadDate, LedgerError, OstrakaError, StillWeighing, UnknownName
from ostraka.web.app import (
    asking,
    building,
    changing,
    deciding,
    disputing,
    finding,
    maps,
    networks,
    pairs,
    reading,
    sources,
)
from ostraka.web.app.desk import Desk, Moved, Page
from ostraka.web.app.filters import environment
from ostraka.web.app.guard import Guard
from ostraka.web.app.options import Options
from ostraka.web.app.refusing import Refused
from ostraka.web.app.tongue import COOKIE, chosen, tongue
from ostraka.web.app.warming import Warming
from ostraka.web.limits import limits

__all__ = ["create"]

HERE = Path(__file__).parent
ROOMS: tuple[Any, ...] = (
    reading,
    asking,
    pairs,
    networks,
    maps,
    disputing,
    finding,
    deciding,
    sources,
    changing,
    building,
)
STATUS = {UnknownName: 404, BadDate: 422, LedgerError: 503}
ABOUT = (
    "Every page of the app answers JSON at its address with `.json`. Dates are ISO days; `at` is the day asked about, \
`known` the last day of publication that counts."
)


def create(options: Options) -> FastAPI:
    """The application on one ledger."""
    app = FastAPI(title="Ostraka", description=ABOUT, docs_url=None, redoc_url=None)
    guard = Guard(options)
    guard.install(app)
    templates = environment()
    desk = Desk(options, guard, templates)
    pages: list[tuple[str, Callable[..., Page | Moved], str]] = [page for room in ROOMS for page in room.PAGES]
    for path, view, method in pages:
        add(app, path, view, method, desk, templates)
    app.add_api_route("/build/export", exported(desk), methods=["POST"], include_in_schema=False, response_model=None)
    app.add_api_route("/changes.atom", atom(desk, templates), include_in_schema=False)
    app.add_api_route("/api", api(app, desk, templates), include_in_schema=False)
    app.add_api_route("/static/brief.css", theme, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=HERE / "static"))
    app.state.warming = Warming(desk.shelf, templates)
    app.add_exception_handler(OstrakaError, failing(desk, templates))
    app.add_exception_handler(HTTPException, lost(desk, templates))
    app.add_exception_handler(RequestValidationError, lost(desk, templates))
    return app


def add(
    app: FastAPI, path: str, view: Callable[..., Page | Moved], method: str, desk: Desk, templates: Environment
) -> None:
    """A view at its address as a page, and beside it as JSON."""
    signature = inspect.signature(view, eval_str=True)
    asked = [p for name, p in signature.parameters.items() if name not in ("desk", "request")]
    bare = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)

    def as_page(request: Request, **given: Any) -> Response:
        made = view(desk, request, **given)
        return RedirectResponse(made.to, 303) if isinstance(made, Moved) else render(templates, desk, request, made)

    def as_json(request: Request, **given: Any) -> Response:
        made = view(desk, request, **given)
        return Response(msgspec.json.encode(whole(made.data)), media_type="application/json")

    for endpoint, address, shown in (
        (as_json, ("/index" if path == "/" else path) + ".json", True),
        (as_page, path, False),
    ):
        described: Any = endpoint
        described.__signature__ = inspect.Signature([bare, *asked])
        described.__doc__ = view.__doc__
        app.add_api_route(
            address, described, methods=[method], include_in_schema=shown, name=view.__name__, response_model=None
        )


def whole(data: Any) -> Any:
    """The data of a page, with what only its JSON tells."""
    return {k: v() if callable(v) else v for k, v in data.items()} if isinstance(data, dict) else data


def render(templates: Environment, desk: Desk, request: Request, page: Page, status: int = 200) -> HTMLResponse:
    """A page as HTML, in the language of the request."""
    t = chosen(request)
    query = [(k, v) for k, v in request.query_params.multi_items() if k not in ("lang", "token")]
    html = templates.get_template(page.template).render(
        {
            "t": t,
            "ui": t.ui,
            "w": t.w.phrases,
            "words": t.w,
            "csrf": request.state.csrf,
            "read_only": desk.options.read_only,
            "demonstration": desk.options.demonstration,
            "empty": desk.empty(),
            "here": request.url.path,
            "query": query if request.method == "GET" else [],
            "languages": [(x, tongue(x).ui["name"]) for x in written_languages()],
            **page.show,
        }
    )
    made = HTMLResponse(html, status)
    if request.query_params.get("lang") in written_languages():
        made.set_cookie(COOKIE, str(request.query_params["lang"]), samesite="strict", max_age=31_536_000)
    return made


def failing(desk: Desk, templates: Environment) -> Callable[[Request, Exception], Response]:
    """Our own errors, told as a page or as JSON with a fitting status."""

    def answer(request: Request, error: Exception) -> Response:
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
        waiting = error if isinstance(error, StillWeighing) else None
        every = str(limits().refresh)
        again = {"Retry-After": every} if waiting else {}
        if request.url.path.endswith(".json"):
            body = msgspec.json.encode({"error": type(error).__name__, "message": str(error)})
            return Response(body, status, media_type="application/json", headers=again)
        here = str(request.url).removeprefix(str(request.base_url).rstrip("/"))
        told = chosen(request).ui["error_kinds"].get(type(error).__name__, "")
        show = {"told": told, "message": str(error), "status": status, "waiting": waiting, "again": ""}
        if waiting and request.method == "GET":
            show["again"], again["Refresh"] = here, every
        made = render(templates, desk, request, Page(template="error.html.j2", data={}, show=show), status)
        made.headers.update(again)
        return made

    return answer


def lost(desk: Desk, templates: Environment) -> Callable[[Request, Exception], Response]:
    """An address that is none, or a request that lacks something: told as our own errors are."""

    def answer(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 422
        message = str(error.detail) if isinstance(error, HTTPException) else faults(error)
        if request.url.path.endswith(".json"):
            body = msgspec.json.encode({"error": type(error).__name__, "message": message})
            return Response(body, status, media_type="application/json")
        ui = chosen(request).ui
        nowhere = status == 404
        told = ui["error_none"] if nowhere else ui["error_kinds"].get(type(error).__name__, "")
        if isinstance(error, Refused):
            told, message = error.told(chosen(request)), ""
        show = {"told": told, "message": "" if nowhere else message, "status": status, "waiting": None, "again": ""}
        return render(templates, desk, request, Page(template="error.html.j2", data={}, show=show), status)

    return answer


def faults(error: Exception) -> str:
    """What a request lacks, field by field."""
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    return "; ".join(f"{'.'.join(str(x) for x in f['loc'])}: {f['msg']}" for f in found)


def exported(desk: Desk) -> Callable[..., Response]:
    """The brief of the builder as a file."""
    signature = inspect.signature(building.export, eval_str=True)
    asked = [p for name, p in signature.parameters.items() if name not in ("desk", "request")]
    bare = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)

    def file(request: Request, **given: Any) -> Response:
        return building.export(desk, request, **given)

    described: Any = file
    described.__signature__ = inspect.Signature([bare, *asked])
    return file


def atom(desk: Desk, templates: Environment) -> Callable[..., Response]:
    """The feed of changes."""

    def feed(request: Request, state: str | None = None, since: str | None = None) -> Response:
        made = changing.changed(desk, request, since=since, state=state)
        t = chosen(request)
        base = str(request.base_url).rstrip("/")
        text = templates.get_template("changes.atom.j2").render({"t": t, "ui": t.ui, "base": base, **made.show})
        return Response(text, media_type="application/atom+xml")

    return feed


def api(app: FastAPI, desk: Desk, templates: Environment) -> Callable[..., Response]:
    """The addresses that answer JSON, as a page."""

    def listed(request: Request) -> Response:
        rows = [
            (method.upper(), path, told.get("description", ""))
            for path, methods in app.openapi()["paths"].items()
            for method, told in methods.items()
        ]
        return render(templates, desk, request, Page(template="api.html.j2", data={}, show={"rows": rows}))

    return listed


def theme() -> Response:
    """The style of the brief, which is the style of the app."""
    path = HERE.parent / "templates" / "brief.css"
    return PlainTextResponse(path.read_text(encoding="utf-8"), media_type="text/css")
