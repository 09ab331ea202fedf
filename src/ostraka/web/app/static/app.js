// The little that the pages do by themselves; everything can be read, sent and decided without it.
// All listeners stand on the document, so that they hold for what htmx puts in later.
"use strict";
document.documentElement.classList.add("has-js");
const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Reader: a claim's words and its card light together, by mouse and by focus.
const idsOf = (e) => (e.dataset.k ? [e.dataset.k] : (e.dataset.c || "").split(" ").filter(Boolean));
const light = (e, on) => {
  for (const id of idsOf(e)) {
    all(`[data-c~="${CSS.escape(id)}"]`).forEach((x) => x.classList.toggle("lit", on));
    document.getElementById(`k-${id}`)?.classList.toggle("lit", on);
  }
};
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]])
  document.addEventListener(name, (event) => {
    const part = event.target.closest?.("[data-k], [data-c]");
    if (part) light(part, on);
    const spot = event.target.closest?.("[data-code], [data-ends]");
    if (spot) touch(spot, on);
  });
document.addEventListener("click", (event) => {
  const part = event.target.closest?.("[data-c]");
  if (part) document.getElementById(`k-${idsOf(part)[0]}`)?.scrollIntoView({ block: "nearest" });
});

// Where a network is wider than the screen it starts at its middle.
all("[data-net]").forEach((net) => {
  const room = net.parentElement;
  room.scrollLeft = (room.scrollWidth - room.clientWidth) / 2;
});

// A time line that is wider than the screen starts at its end: the latest is what is asked about.
const late = (root = document) => all(".lanes, .curves", root).forEach((drawn) => (drawn.parentElement.scrollLeft = drawn.parentElement.scrollWidth));
late();
document.addEventListener("htmx:afterSettle", (event) => late(event.target.closest?.("main") || document));

// Network: what a state or a line touches stands out; arrow keys go to the next state in that direction.
const touch = (e, on) => {
  const net = e.closest("[data-net]");
  if (!net) return;
  const ends = e.dataset.code ? [e.dataset.code] : e.dataset.ends.split(" ");
  net.classList.toggle("touched", on);
  const near = new Set(ends);
  all(".line", net).forEach((line) => {
    const mine = line.dataset.ends.split(" ");
    const hit = e.dataset.code ? mine.includes(ends[0]) : line === e;
    line.classList.toggle("on", on && hit);
    if (hit) mine.forEach((code) => near.add(code));
  });
  all(".spot", net).forEach((spot) => spot.classList.toggle("on", on && near.has(spot.dataset.code)));
};
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const next = (spot, [wx, wy]) => {
  const at = (e) => [Number(e.dataset.x), Number(e.dataset.y)];
  const [x, y] = at(spot);
  let best = null, least = Infinity;
  for (const other of all(".spot", spot.closest("[data-net]"))) {
    const [ox, oy] = at(other), along = (ox - x) * wx + (oy - y) * wy, aside = Math.abs((ox - x) * wy) + Math.abs((oy - y) * wx);
    if (other !== spot && along > 0 && along + 2 * aside < least) [best, least] = [other, along + 2 * aside];
  }
  return best;
};

// Keys: one key, one act. Not while somebody types, nor with a modifier.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const spot = event.target.closest?.(".spot");
  if (spot && WAYS[event.key]) {
    const other = next(spot, WAYS[event.key]);
    event.preventDefault();
    if (!other) return;
    spot.tabIndex = -1;
    other.tabIndex = 0;
    other.focus();
    return;
  }
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const digits = /^[1-9]$/.test(event.key) && $("[data-digits]");
  const opens = $(`[data-opens="${CSS.escape(event.key)}"]`);
  const press = $(`[data-key="${CSS.escape(event.key)}"]`);
  if (digits && digits.options[Number(event.key) - 1]) digits.selectedIndex = Number(event.key) - 1;
  else if (opens) { opens.open = true; $("input:not([type=hidden]), select", opens)?.focus(); }
  else if (press) press.click();
  else return;
  event.preventDefault();
});

// Clocks: the slider and its day are one.
const DAY = 86400000;
document.addEventListener("input", (event) => {
  const slide = event.target;
  if (!slide.dataset?.slides) return;
  const first = Date.parse(slide.form.dataset.first + "T00:00:00Z");
  const day = new Date(first + Number(slide.value) * DAY).toISOString().slice(0, 10);
  const field = document.getElementById(slide.dataset.slides);
  field.value = slide.dataset.slides === "known" && slide.value === slide.max ? "" : day;
  slide.setAttribute("aria-valuetext", day);
});

// htmx: fields left empty are not sent with a question; what cannot be had is asked for as a page.
document.addEventListener("htmx:configRequest", (event) => {
  const { verb, parameters } = event.detail;
  if (verb === "get") for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
});
document.addEventListener("htmx:responseError", (event) => {
  const asked = event.detail.requestConfig;
  if (asked.verb === "get") location.assign(event.detail.pathInfo.finalRequestPath);
  else document.getElementById("main").insertAdjacentHTML("afterbegin", $("#failed")?.innerHTML || "");
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "drawer" || event.detail.target?.id === "drawer") document.getElementById("drawer")?.focus({ preventScroll: true });
});

// Files dropped on a form go into its field.
const drop = (event) => event.target.closest?.("[data-drop]");
document.addEventListener("dragover", (e) => { const form = drop(e); if (form) { e.preventDefault(); form.classList.add("over"); } });
document.addEventListener("dragleave", (e) => drop(e)?.classList.remove("over"));
document.addEventListener("drop", (e) => {
  const form = drop(e);
  if (!form) return;
  e.preventDefault();
  form.classList.remove("over");
  if (e.dataTransfer.files.length) $("input[type=file]", form).files = e.dataTransfer.files;
});
