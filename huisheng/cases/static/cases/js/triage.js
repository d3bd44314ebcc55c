/**
 * The triage desk by keyboard. Enter saves and opens the next case, in any control of the form and outside of all
 * of them; a key of a suggestion sets the field that it is for; Escape leaves a field. After another category or
 * plot the proposal is shown first: nothing is assigned to a unit that nobody saw. A plot that is clicked on
 * the map goes into its field.
 */

import { ajax, isProposed, say } from "./triage_proposal.js";

const WRITING = "input, textarea, select";
const PRESSED = "a[href], button, summary, dialog, [contenteditable]";

document.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape" && leave(target)) return;
  if (event.key !== "Enter" || event.repeat) return;
  const form = target.closest("form[data-triage]") ?? (isNowhere(target) ? document.querySelector("[data-desk] form[data-triage]") : null);
  if (!(form instanceof HTMLFormElement) || target.matches("textarea, button, a[href]")) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[name='then'][value='next']"));
});

/**
 * Whether Enter there means the page's main act: not in a control, and single keys are not switched off.
 * @param {Element} target
 */
function isNowhere(target) {
  return document.documentElement.dataset.keys !== "off" && !target.closest(`${WRITING}, ${PRESSED}`);
}

/**
 * Out of a field and back to the main act, where single keys work again.
 * @param {Element} target
 * @returns {boolean} whether there was a field to leave
 */
function leave(target) {
  const form = target.closest("form[data-triage]");
  if (!form || !target.matches(WRITING)) return false;
  main(form)?.focus();
  return true;
}

/** @param {Element} form */
function main(form) {
  return /** @type {HTMLElement | null} */ (form.querySelector("button[name='then'][value='next']"));
}

// After another category or plot the reader sees the proposal before anything is decided, by whatever key or click.
document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("form[data-triage]") || isProposed(form)) return;
  event.preventDefault();
  say("look");
  // Leaving the plot's field is what makes the browser tell that it changed.
  main(form)?.focus();
});

document.addEventListener("change", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (target instanceof HTMLSelectElement) press(target.id, target.value);
});

document.addEventListener("input", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const radio = target.dataset.picks ? document.getElementById(target.dataset.picks) : null;
  if (radio instanceof HTMLInputElement) radio.checked = true;
});

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const pick = target.closest("[data-sets]");
  if (pick instanceof HTMLElement) return set(pick.dataset.sets ?? "", pick.dataset.value ?? "");
  const link = target.closest("[data-map-picks] a[href]");
  if (link) pickOnMap(event, link);
});

/**
 * @param {string} id
 * @param {string} value
 */
function set(id, value) {
  const field = document.getElementById(id);
  if (!(field instanceof HTMLSelectElement) || field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/**
 * Which of a field's suggestions is the chosen one.
 * @param {string} id
 * @param {string} value
 */
function press(id, value) {
  for (const pick of document.querySelectorAll(`[data-sets="${CSS.escape(id)}"]`)) {
    pick.setAttribute("aria-pressed", String(pick.getAttribute("data-value") === value));
  }
}

/**
 * A plot goes into its field; an area opens in place, so that nothing chosen is lost.
 * @param {Event} event
 * @param {Element} link
 */
function pickOnMap(event, link) {
  const address = new URL(link.getAttribute("href") ?? "", location.href);
  const field = document.getElementById(link.closest("[data-map-picks]")?.getAttribute("data-map-picks") ?? "");
  const plot = address.searchParams.get("plot");
  if (!(field instanceof HTMLInputElement)) return;
  event.preventDefault();
  if (!plot) return ajax(address.pathname + address.search, "#land");
  field.value = plot;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
}
