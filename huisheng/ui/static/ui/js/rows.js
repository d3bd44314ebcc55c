/** Walking through a table's rows by moving the focus to each row's first link. */

/** @returns {HTMLElement[]} the first link of every row in view */
function links() {
  /** @type {HTMLElement[]} */
  const found = [];
  for (const row of document.querySelectorAll("table[data-rows] tbody tr")) {
    const link = row.querySelector("a[href], button");
    if (link instanceof HTMLElement && link.offsetParent !== null) found.push(link);
  }
  return found;
}

/**
 * One row on (1) or back (-1); the first row when none is picked; the ends hold.
 * @param {1 | -1} by
 * @returns {boolean} whether there are rows at all
 */
export function step(by) {
  const all = links();
  const row = document.activeElement?.closest("tr");
  const at = all.findIndex((link) => row?.contains(link));
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return all.length > 0;
}
