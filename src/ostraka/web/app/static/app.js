// The little that the pages do by themselves; everything can be read and sent without it.
"use strict";
document.documentElement.classList.add("has-js");

// Reader: a claim's words and its card light together, by mouse and by focus.
const light = (ids, on) => {
  for (const id of ids) {
    document.querySelectorAll(`[data-c~="${CSS.escape(id)}"]`).forEach((e) => e.classList.toggle("lit", on));
    const card = document.getElementById(`k-${id}`);
    if (card) card.classList.toggle("lit", on);
  }
};
const ids = (e) => (e.dataset.k ? [e.dataset.k] : (e.dataset.c || "").split(" ").filter(Boolean));
document.querySelectorAll("[data-k], [data-c]").forEach((e) => {
  for (const [name, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]])
    e.addEventListener(name, () => light(ids(e), on));
  if (e.dataset.c) e.addEventListener("click", () => document.getElementById(`k-${ids(e)[0]}`)?.scrollIntoView({ block: "nearest" }));
});

// Review: one key, one decision. Not while somebody types, nor with a modifier.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const focus = document.querySelector(`[data-focus="${CSS.escape(event.key)}"]`);
  const press = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (focus) { event.preventDefault(); focus.focus(); } else if (press) { event.preventDefault(); press.click(); }
});

// Start: a file dropped on the form goes into its field.
document.querySelectorAll("[data-drop]").forEach((form) => {
  form.addEventListener("dragover", (e) => { e.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (e) => {
    e.preventDefault();
    form.classList.remove("over");
    if (e.dataTransfer.files.length) form.querySelector("input[type=file]").files = e.dataTransfer.files;
  });
});
