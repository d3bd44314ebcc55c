/**
 * The triage desk by keyboard: Enter in any control of the form saves and opens the next case; writing a
 * unit picks "another unit"; a plot that is clicked on the map goes into its field.
 */

document.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.altKey) return;
  const form = target.closest("form[data-triage]");
  if (!(form instanceof HTMLFormElement) || !target.matches("select, input")) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[name='then'][value='next']"));
});

document.addEventListener("input", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const radio = target.dataset.picks ? document.getElementById(target.dataset.picks) : null;
  if (radio instanceof HTMLInputElement) radio.checked = true;
});

document.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("[data-map-picks] a[href*='plot=']");
  const field = link?.closest("[data-map-picks]")?.getAttribute("data-map-picks");
  const input = field ? document.getElementById(field) : null;
  if (!link || !(input instanceof HTMLInputElement)) return;
  event.preventDefault();
  input.value = new URL(link.getAttribute("href") ?? "", location.href).searchParams.get("plot") ?? "";
  input.dispatchEvent(new Event("change", { bubbles: true }));
  input.focus();
});
