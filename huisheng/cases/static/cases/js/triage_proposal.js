/** What the triage desk asks the server while a form is filled in, through htmx, and whether an answer is due. */

let waiting = 0;

document.addEventListener("htmx:beforeRequest", () => (waiting += 1));
for (const name of ["htmx:afterSettle", "htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => (waiting = 0));
}

/** Whether a proposal is on its way. */
export function isBusy() {
  return waiting > 0;
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
