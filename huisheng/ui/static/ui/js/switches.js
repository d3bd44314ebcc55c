/**
 * Size and colour change on the spot, so that nothing typed on the page is lost; the choice is kept by the
 * same form that works without a script. Language needs the page anew and goes the usual way.
 */

const root = document.documentElement;

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  if (!form.matches("[data-switches]") || !button || button.name === "language") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { name, value } = button;
  root.dataset[name] = value;
  void fetch(form.action, { method: "POST", body: new URLSearchParams({ [name]: value }), redirect: "manual" });
  if (name === "size") turnSize(value);
}, { capture: true });

/**
 * The size button offers the other size from now on.
 * @param {string} now
 */
function turnSize(now) {
  for (const button of document.querySelectorAll("[data-switches] button[name='size']")) {
    const other = button.getAttribute("data-other") ?? "";
    button.setAttribute("data-other", button.textContent ?? "");
    button.textContent = other;
    button.setAttribute("value", now === "elder" ? "normal" : "elder");
  }
}

export {};
