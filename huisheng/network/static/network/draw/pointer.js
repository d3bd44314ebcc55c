// @ts-check
// Mouse, pen and fingers: corners are dragged, edges get corners, the ground moves, two fingers make it larger.
/** @typedef {import("./desk.js").Desk} Desk */

const SNAP_PIXELS = 10;
const STILL_PIXELS = 4;

/** @param {Desk} desk */
export function listenToPointers(desk) {
  const { drawing, view, corners, ground } = desk;
  /** @type {Map<number, PointerEvent>} */ const down = new Map();
  /** @type {number | null} */ let dragged = null;
  let travelled = 0;

  drawing.addEventListener("pointerdown", (event) => {
    down.set(event.pointerId, event);
    drawing.setPointerCapture(event.pointerId);
    travelled = 0;
    dragged = down.size === 1 ? take(event) : null;
  });

  drawing.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    travelled += Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
    if (down.size === 2) pinch(event);
    else if (dragged !== null) drag(event, dragged);
    else pan(before, event);
    down.set(event.pointerId, event);
  });

  for (const name of /** @type {const} */ (["pointerup", "pointercancel"])) {
    drawing.addEventListener(name, (event) => {
      if (name === "pointerup" && down.size === 1 && dragged === null && travelled < STILL_PIXELS) tap(event);
      down.delete(event.pointerId);
      if (dragged !== null) desk.dropped(dragged);
      dragged = null;
    });
  }

  drawing.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // without it the page scrolls
    event.preventDefault();
    view.zoom(Math.exp(-event.deltaY / 200), view.at(event));
  }, { passive: false });

  /** The corner under the pointer, put into the edge there if it is one. @param {PointerEvent} event */
  function take(event) {
    const target = event.target instanceof Element ? event.target.closest("[data-corner], [data-middle]") : null;
    if (!target) return null;
    event.preventDefault();
    const middle = target.getAttribute("data-middle");
    if (middle === null) {
      corners.remember();
      desk.scene.focus(Number(target.getAttribute("data-corner")));
      return Number(target.getAttribute("data-corner"));
    }
    corners.insert(Number(middle) + 1, ground.corner(...view.at(event)));
    desk.scene.focus(Number(middle) + 1);
    return Number(middle) + 1;
  }

  /** @param {PointerEvent} event @param {number} at */
  function drag(event, at) {
    const wanted = ground.corner(...view.at(event));
    const snapped = event.altKey ? null : desk.snap(wanted, SNAP_PIXELS);
    desk.scene.showSnap(snapped ? snapped.corner : null);
    corners.move(at, snapped ? snapped.corner : wanted, true);
  }

  /** @param {PointerEvent} before @param {PointerEvent} now */
  function pan(before, now) {
    const [[fromX, fromY], [toX, toY]] = [view.at(before), view.at(now)];
    view.pan(toX - fromX, toY - fromY);
  }

  /** @param {PointerEvent} event */
  function pinch(event) {
    const other = [...down.values()].find((each) => each.pointerId !== event.pointerId);
    const before = down.get(event.pointerId);
    if (!other || !before) return;
    const apart = (/** @type {PointerEvent} */ at) => Math.hypot(at.clientX - other.clientX, at.clientY - other.clientY);
    view.zoom(apart(event) / (apart(before) || 1), view.at(other));
  }

  /** A tap on the ground puts down corners until there is a shape. @param {PointerEvent} event */
  function tap(event) {
    if (corners.list.length >= corners.fewest) return;
    const wanted = ground.corner(...view.at(event));
    corners.insert(corners.list.length, desk.snap(wanted, SNAP_PIXELS)?.corner ?? wanted);
  }
}
