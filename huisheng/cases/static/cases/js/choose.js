/**
 * Choosing rows of a list: with Shift, everything between the last one and this one; X chooses the row that one
 * stands on; how many are chosen is said. Without this, boxes are ticked one by one.
 */

const BOX = "input[type='checkbox'][name='n']";

/** @type {HTMLInputElement | null} */
let last = null;

/** @param {ParentNode} list */
function boxes(list) {
  return /** @type {HTMLInputElement[]} */ ([...list.querySelectorAll(BOX)]);
}

document.addEventListener("click", (event) => {
  const box = /** @type {Element} */ (event.target);
  if (!(box instanceof HTMLInputElement)) return;
  const form = box.closest("form[data-choose]");
  if (!form) return;
  if (box.matches("[data-choose-all]")) for (const each of boxes(form)) each.checked = box.checked;
  else if (box.matches(BOX)) range(form, box, event.shiftKey);
  count(form);
});

/**
 * @param {Element} form
 * @param {HTMLInputElement} box
 * @param {boolean} through
 */
function range(form, box, through) {
  const all = boxes(form);
  const from = last ? all.indexOf(last) : -1;
  const to = all.indexOf(box);
  if (through && from >= 0) {
    for (const each of all.slice(Math.min(from, to), Math.max(from, to) + 1)) each.checked = box.checked;
  }
  last = box;
}

/** @param {Element} form */
function count(form) {
  const said = form.querySelector("[data-chosen]");
  const chosen = boxes(form).filter((each) => each.checked).length;
  if (said instanceof HTMLElement) said.textContent = (said.dataset.chosen ?? "").replace("{count}", String(chosen));
}
