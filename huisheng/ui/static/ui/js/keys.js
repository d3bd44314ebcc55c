/**
 * The keyboard at desks. J and K move the focus through the rows of a `[data-rows]` table (to each row's
 * first link, so Enter opens it and Tab goes on from there); any other single key presses the element that
 * bears it as `data-key`, the picked row's before the page's; `?` shows all keys. Nothing happens while
 * one is writing, nor when single keys are switched off (WCAG 2.1.4).
 */

import { step } from "./rows.js";

const WRITING = "input:not([type='checkbox'], [type='radio']), textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat && event.key === "?") return;
  if (document.documentElement.dataset.keys === "off" || target.closest(WRITING)) return;
  if (document.querySelector("dialog[open]")) return;
  if (press(event.key.toLowerCase(), target)) event.preventDefault();
});

/**
 * @param {string} key
 * @param {Element} target
 * @returns {boolean} whether the key meant something
 */
function press(key, target) {
  if ((key === "j" || key === "k") && step(key === "j" ? 1 : -1)) return true;
  if (key === "?") return show("keys-help");
  const bearer = find(key, target);
  if (!bearer) return false;
  if (bearer.matches(WRITING)) bearer.focus();
  else bearer.click();
  return true;
}

/**
 * @param {string} key
 * @param {Element} target
 * @returns {HTMLElement | null}
 */
function find(key, target) {
  const selector = `[data-key="${CSS.escape(key)}"]`;
  return target.closest("tr")?.querySelector(selector) ?? document.querySelector(selector);
}

/**
 * @param {string} id
 * @returns {boolean}
 */
function show(id) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  dialog.querySelector("[data-page-keys]")?.replaceChildren(hints());
  dialog.showModal();
  return true;
}

/** The page's own keys, as its key line names them. */
function hints() {
  const list = document.createElement("p");
  for (const hint of document.querySelectorAll("[data-key-hint]")) list.append(hint.cloneNode(true), "  ");
  return list;
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const opener = target.closest("[data-open]");
  if (opener instanceof HTMLElement) show(opener.dataset.open ?? "");
  if (target.closest("[data-close]") || target instanceof HTMLDialogElement) target.closest("dialog")?.close();
});
