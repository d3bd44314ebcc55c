/**
 * A double click sends once. The server takes a second one for the first anyway (its form carries a key);
 * this only spares people the doubt. The button opens again when the page is come back to.
 */

/** @type {WeakSet<HTMLFormElement>} */
const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.method !== "post" || event.defaultPrevented || form.hasAttribute("data-again")) return;
  if (sent.has(form)) return event.preventDefault();
  sent.add(form);
  event.submitter?.setAttribute("aria-disabled", "true");
});

/** @param {ParentNode} root */
function open(root) {
  for (const form of root.querySelectorAll("form")) sent.delete(form);
  for (const button of root.querySelectorAll(".act[aria-disabled]")) button.removeAttribute("aria-disabled");
}

addEventListener("pageshow", (event) => event.persisted && open(document));
for (const name of ["htmx:afterRequest", "htmx:sendError"]) document.addEventListener(name, () => open(document));

export {};
