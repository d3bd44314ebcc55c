/** A menu (`<details>`) closes when one clicks elsewhere or presses Escape. */

/** @param {Element} [besides] */
function close(besides) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== besides) menu.removeAttribute("open");
  }
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  close(target.closest("details[data-menu]") ?? undefined);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details[data-menu][open] > summary");
  close();
  if (open instanceof HTMLElement) open.focus();
});

export {};
