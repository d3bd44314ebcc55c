// @ts-check
// A drawing with its field, tools and words; who draws is heard by pointer.js and keyboard.js.
import { Corners } from "./corners.js";
import { showFollowers } from "./followers.js";
import { Ground, read, write } from "./ground.js";
import { Scene } from "./scene.js";
import { crosses, cut, snap } from "./shapes.js";
import { View } from "./view.js";

/** @typedef {import("./ground.js").Corner} Corner */

const LARGER = 1.5;

/** A drawing with its field, tools and words. */
export class Desk {
  /** @param {HTMLElement} figure */
  constructor(figure) {
    this.figure = figure;
    /** @type {number | undefined} */ this.last = undefined;
    this.drawing = /** @type {SVGSVGElement} */ (figure.querySelector("svg"));
    this.field = /** @type {HTMLTextAreaElement} */ (document.getElementById(figure.dataset.field ?? ""));
    const data = JSON.parse(document.getElementById(figure.dataset.ground ?? "")?.textContent ?? "{}");
    this.ground = new Ground(data);
    this.ring = read(document.getElementById(figure.dataset.ring ?? "")?.textContent ?? "");
    this.corners = new Corners(read(this.field.value), figure.dataset.draw === "ring");
    this.first = this.corners.list;
    this.view = new View(this.drawing, data.width, data.height);
    const layer = /** @type {SVGGElement} */ (this.drawing.querySelector("[data-layer]"));
    this.scene = new Scene(layer, this.ground, this.corners, this.view, (at) => this.name(at));
    this.corners.changed = () => this.changed();
    this.view.changed = () => this.scene.show();
    this.field.addEventListener("change", () => this.corners.set(read(this.field.value)));
    this.form?.addEventListener("change", () => this.show());
    this.#tools();
    this.show();
  }

  get form() {
    return this.field.form;
  }

  changed() {
    this.field.value = write(this.corners.list);
    this.show();
  }

  show() {
    this.scene.show();
    this.scene.showSnap(null);
    this.drawing.classList.toggle("is-crossing", crosses(this.corners.list, this.corners.closed));
    this.measure();
    showFollowers(this);
  }

  /** Say in figures what there is: the size of the plot, or of the parts into which the line cuts it. */
  measure() {
    const { list, closed } = this.corners;
    const said = /** @type {HTMLElement} */ (this.figure.querySelector("[data-size]"));
    if (closed) {
      const words = list.length < 3 ? "few" : crosses(list, true) ? "crossing" : "size";
      said.textContent = this.words(words, { size: this.figureOf(this.ground.size(list)) });
      return;
    }
    if (!this.ring.length) {
      said.textContent = this.words("compound");
      return;
    }
    const parts = cut(this.ring, list)?.sort((a, b) => this.ground.size(a) - this.ground.size(b));
    const larger = this.form?.querySelector("[name=part]:checked")?.getAttribute("value") === "larger";
    this.scene.part.setAttribute("d", parts ? this.ground.path(parts[larger ? 1 : 0], true) : "");
    const [small, large] = (parts ?? []).map((part) => this.figureOf(this.ground.size(part)));
    said.textContent = parts ? this.words("parts", { small, large }) : this.words("no-cut");
  }

  /** @param {Corner} corner @param {number} pixels */
  snap(corner, pixels) {
    const metres = pixels * this.view.unit * this.#metresAUnit();
    return snap(this.ground, corner, Math.max(this.ground.data.snap, metres));
  }

  /** A drag is over. @param {number} at */
  dropped(at) {
    this.scene.showSnap(null);
    if (this.corners.past.at(-1) === this.corners.list) this.corners.past.pop(); // it was only touched
    this.sayCorner(at);
  }

  /** @param {number} at */
  sayCorner(at) {
    const corner = this.corners.list[at];
    if (!corner) return;
    const near = snap(this.ground, corner, this.ground.data.snap);
    const place = { n: at + 1, lon: corner[0].toFixed(6), lat: corner[1].toFixed(6) };
    const words = [this.words("moved", place)];
    if (near) words.push(near.name ? this.words("snapped", { name: near.name }) : this.words("border"));
    const size = this.figure.querySelector("[data-size]")?.textContent ?? "";
    this.say([...words, size].join(" "));
  }

  /** Put a corner into the edge after `at`, or in the middle of the view. @param {number} at */
  put(at) {
    const { corners, ground, view } = this;
    const middle = corners.list.length > 1 ? corners.middle(Math.max(0, at)) ?? corners.middle(at - 1) : null;
    const after = corners.middle(at) ? at + 1 : Math.max(at, 0);
    const place = middle ?? ground.moved(ground.corner(...view.middle), corners.list.length * 40, (corners.list.length % 2) * 40);
    const to = middle ? after : corners.list.length;
    corners.insert(to, place);
    this.scene.focus(to);
    this.sayCorner(to);
    return true;
  }

  /** @param {number} at */
  drop(at) {
    if (!this.corners.remove(at)) this.say(this.words("few"));
    else {
      this.scene.focus(Math.max(0, at - 1));
      this.say(this.words("dropped", { n: at + 1, count: this.corners.list.length }));
    }
    return true;
  }

  undo() {
    this.say(this.words(this.corners.undo() ? "undone" : "nothing"));
    return true;
  }

  redo() {
    this.say(this.words(this.corners.redo() ? "redone" : "nothing"));
    return true;
  }

  save() {
    this.form?.requestSubmit();
    return true;
  }

  /** @param {number} at */
  name(at) {
    return this.words("corner", { n: at + 1, count: this.corners.list.length });
  }

  /** @param {string} words */
  say(words) {
    const said = /** @type {HTMLElement} */ (this.figure.querySelector("[data-said]"));
    said.textContent = words;
  }

  /** What the page has for an occasion, filled in. @param {string} name @param {Record<string, unknown>} [values] */
  words(name, values = {}) {
    const words = this.figure.getAttribute(`data-say-${name}`) ?? "";
    return words.replace(/\{(\w+)\}/g, (_whole, key) => String(values[key] ?? ""));
  }

  /** @param {number} size square metres */
  figureOf(size) {
    return Math.round(size).toLocaleString(document.documentElement.lang);
  }

  #metresAUnit() {
    const [x] = this.ground.metres(this.ground.corner(0, 0));
    const [next] = this.ground.metres(this.ground.corner(100, 0));
    return (next - x) / 100;
  }

  #tools() {
    /** @type {Record<string, () => unknown>} */
    const tools = {
      larger: () => this.view.zoom(LARGER),
      smaller: () => this.view.zoom(1 / LARGER),
      all: () => this.view.showAll(),
      undo: () => this.undo(),
      redo: () => this.redo(),
      put: () => this.put(this.#chosen() ?? this.corners.list.length - 1),
      drop: () => this.drop(this.#chosen() ?? this.corners.list.length - 1),
      again: () => this.corners.set(this.first),
    };
    this.drawing.addEventListener("focusin", (event) => {
      const corner = event.target instanceof Element ? event.target.getAttribute("data-corner") : null;
      if (corner !== null) this.last = Number(corner);
    });
    for (const [name, use] of Object.entries(tools)) {
      this.figure.querySelector(`[data-tool=${name}]`)?.addEventListener("click", use);
    }
  }

  /** The corner that was chosen last, if it is still there. */
  #chosen() {
    return this.last !== undefined && this.last < this.corners.list.length ? this.last : null;
  }
}
