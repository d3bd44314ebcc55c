/** What the triage desk asks the server while a form is filled in, through htmx, and what the shown answer is for. */

let failed = false;

document.addEventListener("htmx:beforeRequest", () => (failed = false));
for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => (failed = true));
}

/**
 * Whether the proposal on the screen is made of what the form says now. When none could be fetched the server
 * is asked by deciding: it assigns to no unit that was not shown.
 * @param {HTMLFormElement} form
 */
export function isProposed(form) {
  const shown = form.querySelector("#assign");
  return failed || !(shown instanceof HTMLElement) || ["category", "plot"].every((name) => shown.dataset[name] === value(form, name));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function value(form, name) {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value : "";
}

/**
 * Put a part of another page in the place of the same part here.
 * @param {string} address
 * @param {string} part a selector
 */
export function ajax(address, part) {
  const htmx = /** @type {any} */ (window).htmx;
  void htmx.ajax("GET", address, { target: part, select: part, swap: "outerHTML" });
}

/**
 * Say something to whoever listens rather than looks.
 * @param {"look" | "failed"} what
 */
export function say(what) {
  const said = document.querySelector("[data-said]");
  if (said instanceof HTMLElement) said.textContent = said.dataset[what] ?? "";
}
