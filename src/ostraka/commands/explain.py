"""`ostraka explain`: how one sentence is read, and where each rule stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ostraka.commands.common import Json, Language, Published, console, print_json

if TYPE_CHECKING:
    from rich.console import Console

    from ostraka.reading.window import Explanation

__all__ = ["run"]

Sentence = Annotated[
    str, typer.Argument(metavar="SENTENCE", help="One sentence or a short passage, in quotation marks.")
]


def run(sentence: Sentence, json: Json = False, language: Language = None, published: Published = None) -> None:
    """Show how a sentence is read: its parse, the actors, who is heard, the rules tried, and where each stopped.

    [bold]Examples[/bold]

    ostraka explain "L'Iran a envoyé des drones à la Russie, selon Kiev."

    ostraka explain --language en "North Korea denied it." --json
    """
    from ostraka import intake
    from ostraka.reading.window import explain

    article = intake.article(sentence, language=language, published=published)
    found = explain(article.repaired, article.language, published=article.published)
    if json:
        print_json(found)
    else:
        show(found, console())


def show(found: Explanation, out: Console) -> None:
    """The explanation, part by part."""
    from rich.table import Table
    from rich.text import Text

    from ostraka.commands.printing import attribution_lines, claim_lines

    def heading(words: str) -> None:
        out.print(Text(f"\n{words}", style="bold"))

    def table(*columns: str) -> Table:
        return Table(*columns, box=None, pad_edge=False, header_style="dim")

    heading(f"Parse ({found.language})")
    words = table("word", "lemma", "part", "relation", "to", "features")
    for w in found.words:
        words.add_row(*map(Text, (w.text, w.lemma, w.pos, w.relation, w.head, w.features)))
    out.print(words)
    heading("Actors")
    actors = table("words", "code", "name", "kind", "why")
    for a in found.actors:
        actors.add_row(*map(Text, (a.text, a.code or "–", a.name or "–", a.kind, a.why)))
    out.print(actors)
    heading("Who is heard")
    for number, attribution in enumerate(found.attributions, start=1):
        for line in attribution_lines(attribution, number):
            out.print(line)
    heading("Times")
    for time in found.times or ("(none)",):
        out.print(Text(f"      {time}"))
    heading("Rules tried")
    tried = table("word", "rule", "outcome")
    for t in found.tried:
        tried.add_row(*map(Text, (t.word, t.rule, t.outcome)))
    out.print(tried)
    heading(f"Claims: {len(found.claims)}")
    for number, claim in enumerate(found.claims, start=1):
        for line in claim_lines(claim, number):
            out.print(line)
        out.print(Text("      rules: " + ", ".join(claim.rules), style="dim"))
