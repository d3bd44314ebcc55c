// @ts-check
// What is drawn over the ground: the outline or line, a handle for every corner, a smaller one on every edge.
/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {import("./corners.js").Corners} Corners */
/** @typedef {import("./view.js").View} View */

const SVG = "http://www.w3.org/2000/svg";
const style = getComputedStyle(document.documentElement);
// Handles grow with the size that the reader chose.
const TARGET = parseFloat(style.getPropertyValue("--target")) || 44;
const TOUCH = TARGET / 2, DOT = TARGET / 6, MIDDLE = TARGET / 9, FINGER_APART = TARGET * 1.15;

export class Scene {
  /** @param {SVGGElement} layer @param {Ground} ground @param {Corners} corners @param {View} view @param {(at: number) => string} name */
  constructor(layer, ground, corners, view, name) {
    this.layer = layer;
    this.ground = ground;
    this.corners = corners;
    this.view = view;
    this.name = name;
    this.part = add(layer, "path", "draw-part");
    this.line = add(layer, "path", corners.closed ? "draw-ring" : "draw-line");
    this.snapped = add(layer, "circle", "draw-snapped");
    this.middles = add(layer, "g", "draw-middles");
    this.middles.setAttribute("aria-hidden", "true");
    this.handles = add(layer, "g", "draw-handles");
  }

  show() {
    const { list, closed } = this.corners;
    this.line.setAttribute("d", this.ground.path(list, closed));
    fit(this.handles, list.length, () => handle("draw-corner", DOT, true));
    list.forEach((corner, at) => {
      const element = this.handles.children[at];
      element.setAttribute("data-corner", String(at));
      element.setAttribute("aria-label", this.name(at));
      this.#put(element, this.ground.place(corner));
    });
    const middles = list.flatMap((_corner, at) => {
      const middle = this.corners.middle(at);
      return middle && this.#isLong(at) ? [{ at, middle }] : [];
    });
    fit(this.middles, middles.length, () => handle("draw-middle", MIDDLE, false));
    middles.forEach(({ at, middle }, number) => {
      this.middles.children[number].setAttribute("data-middle", String(at));
      this.#put(this.middles.children[number], this.ground.place(middle));
    });
  }

  /** Show where a corner snapped to; nowhere without one. @param {import("./ground.js").Corner | null} corner */
  showSnap(corner) {
    const [x, y] = corner ? this.ground.place(corner) : [-1e4, -1e4];
    this.snapped.setAttribute("cx", String(x));
    this.snapped.setAttribute("cy", String(y));
    this.snapped.setAttribute("r", String(12 * this.view.unit));
  }

  /** @param {number} at */
  focus(at) {
    const element = this.handles.children[at];
    if (element instanceof SVGElement) element.focus();
  }

  /** Handles on short edges would cover those of the corners. @param {number} at */
  #isLong(at) {
    const { list } = this.corners;
    const [x, y] = this.ground.place(list[at]);
    const [nextX, nextY] = this.ground.place(list[(at + 1) % list.length]);
    return Math.hypot(nextX - x, nextY - y) > FINGER_APART * this.view.unit;
  }

  /** @param {Element} element @param {[number, number]} place */
  #put(element, [x, y]) {
    element.setAttribute("transform", `translate(${x} ${y}) scale(${this.view.unit})`);
  }
}

/** @param {Element} parent @param {string} tag @param {string} name */
function add(parent, tag, name) {
  const element = document.createElementNS(SVG, tag);
  element.setAttribute("class", name);
  parent.append(element);
  return element;
}

/** A dot with room around it for a finger; sizes are pixels. @param {string} name @param {number} size @param {boolean} reachable */
function handle(name, size, reachable) {
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("class", name);
  if (reachable) {
    group.setAttribute("tabindex", "0");
    group.setAttribute("role", "button");
  }
  add(group, "circle", "draw-touch").setAttribute("r", String(reachable ? TOUCH : TOUCH * 0.7));
  add(group, "circle", "draw-dot").setAttribute("r", String(size));
  return group;
}

/** As many children as there are things. @param {Element} parent @param {number} count @param {() => Element} make */
function fit(parent, count, make) {
  while (parent.children.length > count) parent.lastElementChild?.remove();
  while (parent.children.length < count) parent.append(make());
}
