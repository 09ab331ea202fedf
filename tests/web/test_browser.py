"""The web app in a real browser: each screen opens and works by mouse and by keyboard, with no error and no request outside."""

import pytest

from ostraka import ledger
from ostraka.brief.words import written_languages
from ostraka.web.app import Options, create
from ostraka.weighing.words import LANGUAGE
from tests.web.browser import Watched, launched, needed, served
from tests.web.conftest import ledger_at

SCREENS = [
    "/",
    "/article/attack",
    "/article/attack?text=repaired",
    "/claim/{claim}",
    "/state/RUS",
    "/state/RUS?tab=network",
    "/state/RUS?tab=timeline",
    "/state/RUS?tab=map",
    "/state/RUS?tab=sources",
    "/state/RUS?tab=changes",
    "/state/EU",
    "/pair/RUS/IRN",
    "/between/RUS/IRN",
    "/network",
    "/network?focus=RUS",
    "/map/RUS?channel=energy",
    "/disputes",
    "/review",
    "/sources",
    "/sources?tab=outlets",
    "/sources?tab=coverage",
    "/changes",
    "/brief/RUS",
    "/build?state=RUS&pick={claim}",
    "/api",
    "/find?q=drones",
]


@pytest.fixture(scope="module")
def browser():
    needed()
    with launched() as opened:
        yield opened


@pytest.fixture(scope="module")
def base(path):
    with served(create(Options(ledger=path))) as address:
        yield address


@pytest.fixture(scope="module")
def claim(path):
    with ledger.open(path) as book:
        return book.claims(article="attack")[0].id


@pytest.fixture
def watched(browser, base):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    made = Watched(context.new_page(), base)
    yield made
    wrong = made.wrong
    context.close()
    assert wrong == []


@pytest.fixture
def writing(browser, readings, tmp_path):
    """A page on a ledger of its own, to write in."""
    with served(create(Options(ledger=ledger_at(tmp_path / "l.duckdb", readings)))) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        made = Watched(context.new_page(), address)
        yield made
        wrong = made.wrong
        context.close()
        assert wrong == []


@pytest.mark.parametrize("screen", SCREENS)
def test_screen_opens_without_serious_fault_in_either_light(watched, claim, screen):
    page = watched.open(screen.format(claim=claim))
    for fold in page.locator("main summary").all():  # what can be opened fits too
        if fold.is_visible():
            fold.click()
    assert page.locator("h1").count() == 1
    assert watched.faults() == []
    page.emulate_media(color_scheme="dark")
    assert watched.faults(only=["color-contrast"]) == [], "in the dark"


@pytest.mark.parametrize("language", [x for x in written_languages() if x != LANGUAGE])
@pytest.mark.parametrize("screen", SCREENS)
def test_screen_has_no_serious_fault_in_another_language(watched, claim, screen, language):
    asked = screen.format(claim=claim)
    page = watched.open(f"{asked}{'&' if '?' in asked else '?'}lang={language}")
    assert page.get_attribute("html", "lang") == language
    assert watched.faults() == []


@pytest.mark.parametrize(
    "screen",
    [
        "/",
        "/state/RUS",
        "/state/RUS?tab=map",
        "/pair/RUS/IRN",
        "/network",
        "/review",
        "/build?state=RUS",
        "/sources",
        "/disputes",
        "/article/attack",
        "/find?q=drones",
        "/changes",
        "/brief/RUS",
        "/claim/{claim}",
    ],
)
def test_screen_fits_a_phone(watched, claim, screen):
    watched.page.set_viewport_size({"width": 390, "height": 844})
    page = watched.open(screen.format(claim=claim))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("language", written_languages())
def test_interface_speaks_the_language_that_is_chosen(watched, language):
    page = watched.open("/")
    page.click(f'.langs a[lang="{language}"]')
    assert page.get_attribute("html", "lang") == language
    page.click("nav a[href='/disputes']")
    assert page.get_attribute("html", "lang") == language  # it is remembered


def test_attack_runs_nothing(watched):
    page = watched.open("/article/attack")
    assert "<script>alert(1)</script>" in page.inner_text("h1")
    assert page.locator("main script, main img").count() == 0


# -- each screen's main interaction


def test_start_reads_a_pasted_text_and_stores_nothing(watched, base):
    page = watched.open("/")
    before = page.inner_text(".when")
    page.fill("textarea[name=text]", "North Korea has sold shells to Syria, John Kirby said on Tuesday.")
    page.focus("button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector(".reader")
    assert page.locator(".side .card").count() >= 1 and "John Kirby" in page.inner_text(".side")
    page = watched.open("/")
    assert page.inner_text(".when") == before


def test_start_takes_dropped_files(watched):
    page = watched.open("/")
    page.evaluate(
        """() => {
        const data = new DataTransfer();
        for (const [name, text] of [["a.txt", "Iran has supplied drones to Russia, Kyiv said."], ["b.txt", "China has sold oil to Russia."], ["c.doc", "\\u0000\\u0001"]])
            data.items.add(new File([text], name, {type: "text/plain"}));
        document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
    }"""
    )
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 3
    page.click("button.main")
    page.wait_for_selector(".reader")
    assert page.locator(".reader").count() == 2
    assert page.inner_text("main .warn >> nth=0").startswith("Could not be read: c.doc")
    assert page.locator("main a[href^='/claim/']").count() == 0, "what is not stored has no page yet"
    assert page.locator("h2").first.inner_text() == "Iran has supplied drones to Russia, Kyiv said."


def test_reader_lights_words_and_card_by_mouse_and_by_focus(watched, claim):
    page = watched.open("/article/attack")
    card, words = f"#k-{claim}", f'.text span[data-c~="{claim}"]'
    page.hover(f"{card} blockquote")
    assert page.locator(f"{words}.lit").count() > 0
    page.hover("h1")
    assert page.locator(".lit").count() == 0
    page.locator(words).first.hover()
    assert page.locator(f"{card}.lit").count() == 1
    page.hover("h1")
    page.focus(f"{card} .num-mark")
    assert page.locator(f"{words}.lit").count() > 0
    page.keyboard.press("Enter")  # the number leads to the words
    assert page.url.endswith(f"#e-{claim}")
    page.focus(f"#e-{claim}")
    assert page.locator(f"{card}.lit").count() == 1


def test_reader_shows_damage_and_the_repaired_text(watched, path):
    with ledger.open(path) as book:
        damaged = max(book.articles(), key=lambda a: len(a.edits))
    page = watched.open(f"/article/{damaged.id}")
    assert page.locator(".m-damage").count() > 1
    original = page.inner_text(".text")
    page.click(".switch a:not([aria-current])")
    assert page.inner_text(".text") != original


def test_state_tabs_by_mouse_and_by_digit(watched):
    page = watched.open("/state/RUS")
    assert page.locator("#partners .ties").count() > 0
    page.click(".tabs a:has-text('Map')")
    page.wait_for_url("**tab=map*")  # until the page has loaded nobody listens to its keys
    assert page.locator("svg.map .place").count() > 5
    page.keyboard.press("3")
    page.wait_for_url("**tab=timeline*")
    assert page.locator("svg.lanes .glyph").count() > 5
    page.locator("svg.lanes a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/claim/**")


def test_figures_open_to_what_they_mean_by_keyboard(watched):
    page = watched.open("/state/RUS")
    meaning = page.locator(".meaning")
    assert not meaning.locator("li").first.is_visible()
    meaning.locator("summary").focus()
    page.keyboard.press("Enter")
    meaning.locator("li").first.wait_for()


def test_network_on_a_phone_starts_at_its_middle(watched):
    watched.page.set_viewport_size({"width": 390, "height": 800})
    page = watched.open("/state/RUS?tab=network")
    middle = page.locator(".spot.centre circle").bounding_box()
    assert 0 < middle["x"] < 390


def test_clocks_are_scrubbed_by_keyboard_and_by_day(watched):
    page = watched.open("/state/RUS")
    before = page.inner_text(".when")
    page.focus("#at-slide")
    for _ in range(3):
        page.keyboard.press("PageDown")
    page.wait_for_url("**at=2022-*")
    watched.until("was => document.querySelector('.when').innerText !== was", arg=before)
    assert page.evaluate("document.activeElement.id") == "at-slide"
    page.fill("#known", "2022-10-01")
    page.wait_for_url("**known=2022-10-01*")
    watched.until("() => document.querySelector('.when').innerText.includes('1 October 2022')")
    page.go_back()
    watched.until("() => document.querySelector('.when')?.innerText.includes('1 October 2022') === false")


def test_network_opens_sentences_and_goes_to_the_middle_and_back(watched):
    page = watched.open("/network")
    page.locator(".line path.hit").first.dispatch_event("click")
    page.wait_for_selector("#drawer blockquote")
    page.locator(".spot").first.focus()
    first = page.evaluate("document.activeElement.dataset.code")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.classList.contains('spot')")
    assert page.locator(".line.on").count() > 0 and first
    page.keyboard.press("Enter")
    page.wait_for_url("**focus=*")
    assert page.locator(".spot.centre").count() == 1
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "focus" not in url)
    page.locator("table a:has-text('claim')").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#drawer blockquote")


def test_network_is_filtered_by_channel(watched):
    page = watched.open("/network")
    before = page.locator(".line").count()
    page.select_option("#channel", "arms")
    page.wait_for_url("**channel=arms*")
    watched.until("was => document.querySelectorAll('.line').length < was", arg=before)


def test_map_leads_to_the_two_and_takes_a_channel(watched):
    page = watched.open("/map/RUS")
    page.select_option("#channel", "energy")
    page.wait_for_url("**channel=energy*")
    watched.until("() => document.querySelector('svg.map .place title').textContent.includes('Energy')")
    page.locator("svg.map a[aria-label^='China']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/pair/RUS/CHN*")


def test_pair_draws_dependence_over_time(watched):
    page = watched.open("/pair/RUS/IRN")
    page.wait_for_selector("svg.curves .curve")
    assert page.locator(".matrix .cell.v-denies").count() > 0
    page.locator(".matrix a").first.click()
    page.wait_for_url("**/claim/**")


def test_disputes_open_both_sides(watched):
    page = watched.open("/disputes")
    one = page.locator(".dispute").first
    assert one.locator(".side-for .card").count() and one.locator(".side-against .card").count()
    one.locator("h2 a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/pair/**")


def test_changes_since_a_day(watched):
    page = watched.open("/changes")
    page.fill("input[name=since]", "2022-11-14")
    page.keyboard.press("Enter")
    page.wait_for_url("**since=2022-11-14*")
    page.wait_for_selector(".moves")


def test_find_leads_to_a_state(watched):
    page = watched.open("/")
    page.fill(".find input", "Corée du Nord")
    page.keyboard.press("Enter")
    page.wait_for_url("**/state/PRK")
    page.fill(".find input", "kirby")
    page.click(".find button")
    page.wait_for_url("**/find?q=kirby")
    page.locator("#find_by .card a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/claim/**")


def test_a_time_line_on_a_phone_starts_at_its_end(watched):
    watched.page.set_viewport_size({"width": 390, "height": 844})
    page = watched.open("/pair/RUS/IRN")
    last = page.locator("svg.lanes .glyph").last.bounding_box()
    assert 0 < last["x"] < 390


def test_review_by_keyboard_is_staged_and_then_committed(writing):
    page = writing.open("/review")

    def asked():
        return page.get_attribute("#asked", "data-claim")

    def after(was):
        writing.until("was => document.querySelector('#asked').dataset.claim !== was", arg=was)

    first = asked()
    page.keyboard.press("s")
    after(first)
    second = asked()
    page.keyboard.press("y")
    after(second)
    third = asked()
    page.keyboard.press("3")
    page.keyboard.press("n")
    after(third)
    writing.until("() => document.querySelectorAll('.staged ol li').length === 2")
    assert "wrong direction" in page.inner_text(".staged")
    page.keyboard.press("u")
    writing.until("() => document.querySelectorAll('.staged ol li').length === 1")
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "set_from"
    page.keyboard.press("Escape")
    page.select_option("#edit select[name=set_stage]", "attempted")
    page.click("#edit button")
    writing.until("() => document.querySelectorAll('.staged ol li').length === 2")
    page.keyboard.press("c")
    page.wait_for_selector(".decided")
    writing.until("() => document.querySelectorAll('.staged ol li').length === 0")
    assert page.locator(".decided li").count() == 2


def test_claim_is_edited_and_contested_on_its_card(writing):
    claim = writing.page.request.get(writing.base + "/article/attack.json").json()["claims"][0]["id"]
    page = writing.open(f"/claim/{claim}")
    page.click("summary:has-text('Contest')")
    page.fill("details[open] input[name=why]", "he was misquoted")
    page.keyboard.press("Enter")
    page.wait_for_selector(".objection:has-text('he was misquoted')")
    page.click("summary:has-text('Edit')")
    page.select_option("select[name=set_stage]", "promised")
    page.click("button:has-text('Save the correction')")
    page.wait_for_selector(".decided:has-text('stage = promised')")
    page.locator("select[name=error]").select_option("wrong source")
    page.click(".acts button:has-text('Wrong')")
    page.wait_for_selector(".decided:has-text('wrong source')")


def test_source_is_given_a_letter(writing):
    page = writing.open("/sources")
    row = page.locator("tr", has_text="John Kirby").first
    row.locator("select").select_option("B")
    row.locator("button").click()
    page.wait_for_selector("tr:has-text('John Kirby') .letter b:has-text('B')")


def test_builder_writes_checks_and_downloads(writing):
    page = writing.open("/build?state=RUS")
    box = page.locator(".pick input").first
    box.focus()
    page.keyboard.press("Space")
    writing.until("() => document.querySelector('#draft-text').value.includes('[1]')")
    page.fill("#draft-text", "Brazil has attacked Norway.")
    page.click("button:has-text('Check')")
    page.wait_for_selector(".n-unsupported")
    with page.expect_download() as download:
        page.click("button:has-text('Markdown')")
    assert download.value.suggested_filename == "brief.md"


def test_reading_works_without_script(browser, base, claim):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    for screen in (
        "/",
        "/article/attack",
        f"/claim/{claim}",
        "/state/RUS",
        "/state/RUS?tab=map",
        "/network",
        "/pair/RUS/IRN",
        "/disputes",
        "/review",
        "/build?state=RUS",
    ):
        assert page.goto(base + screen).status == 200 and page.inner_text("h1")
    page.goto(base + "/state/RUS")
    page.fill("#at", "2022-10-20")
    page.click(".clock button")
    assert "20 October 2022" in page.inner_text(".when")
    page.goto(base + "/network")
    page.locator("table a:has-text('claim')").first.click()
    assert page.locator("#drawer blockquote").count() > 0
    page.goto(base + "/build?state=RUS")
    page.locator(".pick input").first.check()
    page.click("button:has-text('Write')")
    assert "[1]" in page.input_value("#draft-text")
    context.close()


def test_pages_print_their_matter_only(watched):
    page = watched.open("/state/RUS")
    page.emulate_media(media="print")
    for gone in (".top", ".clock", ".tabs", "footer"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator(".figures").is_visible() and page.locator(".ties").first.is_visible()


def test_demonstration_says_that_it_is_one(browser, path):
    with served(create(Options(ledger=path, demonstration=True))) as address:
        page = browser.new_page()
        page.goto(address + "/")
        assert page.locator(".banner").is_visible()
        page.close()
