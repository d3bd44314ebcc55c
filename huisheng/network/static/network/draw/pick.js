// @ts-check
// Neighbours on a map are ticked by a tap; the list of boxes beside it is what the form sends.

for (const map of document.querySelectorAll("[data-pick]")) {
  const name = map.getAttribute("data-pick");
  /** @param {Element | null} shape @returns {HTMLInputElement | null} */
  const box = (shape) => document.querySelector(`input[name="${name}"][value^="${shape?.getAttribute("data-plot")}:"]`);
  const show = () => {
    for (const shape of map.querySelectorAll("[data-plot]")) {
      shape.classList.toggle("is-picked", box(shape)?.checked ?? false);
      shape.classList.toggle("is-pickable", box(shape) !== null);
    }
  };
  map.addEventListener("click", (event) => {
    const tick = box(event.target instanceof Element ? event.target.closest("[data-plot]") : null);
    if (tick) tick.click();
  });
  document.addEventListener("change", show);
  show();
}
