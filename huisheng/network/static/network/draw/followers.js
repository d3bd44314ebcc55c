// @ts-check
// Neighbours whose common corners were moved are shown as they will be, while they are to follow.
/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {import("./ground.js").Corner} Corner */

/** @param {{first: Corner[], corners: {list: Corner[]}, ground: Ground, drawing: SVGSVGElement, form: HTMLFormElement | null}} desk */
export function showFollowers({ first, corners, ground, drawing, form }) {
  const follow = form?.elements.namedItem("follow");
  const isTicked = follow instanceof HTMLInputElement && follow.checked;
  const moves = isTicked && first.length === corners.list.length ? moved(first, corners.list) : new Map();
  for (const ring of ground.data.rings) {
    const path = ring.plot ? drawing.querySelector(`[data-plot="${ring.plot}"] path`) : null;
    const after = ring.corners.map((corner) => moves.get(String(corner)) ?? corner);
    path?.setAttribute("d", ground.path(after, true));
  }
}

/** Which corner went where. @param {Corner[]} before @param {Corner[]} after @returns {Map<string, Corner>} */
function moved(before, after) {
  return new Map(before.map((corner, at) => [String(corner), after[at]]));
}
