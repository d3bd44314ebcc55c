// @ts-check
// The keyboard: Tab goes from corner to corner, arrows move by a metre (Shift: ten), Insert and Delete put
// corners in and take them out, Esc takes back, Enter saves.
/** @typedef {import("./desk.js").Desk} Desk */

/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const STEP = 1, LEAP = 10;

/** @param {Desk} desk */
export function listenToKeys(desk) {
  const { corners, ground, scene, view } = desk;
  desk.drawing.addEventListener("keydown", (event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-corner]") : null;
    const at = target ? Number(target.getAttribute("data-corner")) : null;
    if (press(event, at)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });

  /** Whether the key meant something here. @param {KeyboardEvent} event @param {number | null} at */
  function press(event, at) {
    if (event.ctrlKey || event.metaKey) {
      if (event.key === "z" && !event.shiftKey) return desk.undo();
      return event.key === "y" || event.key === "Z" ? desk.redo() : false;
    }
    if (event.key === "Escape") return desk.undo();
    if (event.key === "Enter") return desk.save();
    if (event.key === "Insert" || event.key === "+") return desk.put(at ?? corners.list.length - 1);
    if (at === null) return false;
    if (event.key === "Delete" || event.key === "-") return desk.drop(at);
    return move(event, at);
  }

  /** @param {KeyboardEvent} event @param {number} at */
  function move(event, at) {
    const way = WAYS[event.key];
    if (!way) return false;
    const far = event.shiftKey ? LEAP : STEP;
    corners.move(at, ground.moved(corners.list[at], way[0] * far, way[1] * far));
    view.reveal(ground.place(corners.list[at]));
    scene.focus(at);
    desk.sayCorner(at);
    return true;
  }
}
