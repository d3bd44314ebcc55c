/** A text goes to the clipboard, and the button says so for two seconds. */

document.addEventListener("click", async (event) => {
  const button = /** @type {Element} */ (event.target).closest("[data-copy]");
  if (!(button instanceof HTMLElement) || button.dataset.label) return;
  await navigator.clipboard.writeText(button.dataset.copy ?? "");
  button.dataset.label = button.textContent ?? "";
  button.textContent = button.dataset.copied ?? "";
  button.setAttribute("aria-live", "polite");
  setTimeout(() => {
    button.textContent = button.dataset.label ?? "";
    delete button.dataset.label;
  }, 2000);
});

export {};
