"""Somebody who did the same as another, on hand-built parses."""

from tests.reading.several import ends, read_several

SANCTIONED = (
    "Iran sanctioned Oman .",
    "Iran Iran PROPN 2 nsubj", "sanctioned sanction VERB 0 root VerbForm=Fin|Tense=Past", "Oman Oman PROPN 2 obj", ". . PUNCT 2 punct",
)  # fmt: skip
FOLLOWED = (
    "Peru followed suit .",
    "Peru Peru PROPN 2 nsubj", "followed follow VERB 0 root VerbForm=Fin|Tense=Past", "suit suit NOUN 2 obj", ". . PUNCT 2 punct",
)  # fmt: skip


def test_whoever_follows_suit_did_the_deed_just_told():
    again = read_several("en", SANCTIONED, FOLLOWED)[-1]
    assert ends(again) == "sanction PER>OMN" and "end.likewise" in again.rules
    assert [t.code for t in again.trouble] == ["guessed-actor"]


def test_what_was_not_done_is_not_followed():
    refused = (
        "Iran has not sanctioned Oman .",
        "Iran Iran PROPN 4 nsubj", "has have AUX 4 aux VerbForm=Fin|Tense=Pres", "not not PART 4 advmod Polarity=Neg",
        "sanctioned sanction VERB 0 root VerbForm=Part", "Oman Oman PROPN 4 obj", ". . PUNCT 4 punct",
    )  # fmt: skip
    assert [ends(c) for c in read_several("en", refused, FOLLOWED)] == ["sanction IRN>OMN"]


def test_nobody_follows_himself_or_prices():
    again = ("Iran followed suit .", "Iran Iran PROPN 2 nsubj", *FOLLOWED[2:])
    prices = ("Prices rose .", "Prices price NOUN 2 nsubj", "rose rise VERB 0 root VerbForm=Fin|Tense=Past", ". . PUNCT 2 punct")
    assert len(read_several("en", SANCTIONED, again)) == 1
    assert read_several("en", prices, FOLLOWED) == ()
