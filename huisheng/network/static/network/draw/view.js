// @ts-check
// The part of the drawing that is seen: moved by dragging the ground, made larger with two fingers or buttons.

const MOST = 40;

export class View {
  /** @param {SVGSVGElement} drawing @param {number} width @param {number} height */
  constructor(drawing, width, height) {
    this.drawing = drawing;
    this.whole = { width, height };
    this.box = { x: 0, y: 0, width, height };
    /** @type {() => void} */ this.changed = () => {};
    new ResizeObserver(() => this.changed()).observe(drawing);
  }

  /** Units of the drawing that a pixel on the screen takes. */
  get unit() {
    const { clientWidth, clientHeight } = this.drawing;
    return Math.max(this.box.width / (clientWidth || 1), this.box.height / (clientHeight || 1));
  }

  /** A place on the screen in units of the drawing. @param {{clientX: number, clientY: number}} at @returns {[number, number]} */
  at({ clientX, clientY }) {
    const matrix = this.drawing.getScreenCTM();
    if (!matrix) return [0, 0];
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
    return [x, y];
  }

  /** @returns {[number, number]} */
  get middle() {
    return [this.box.x + this.box.width / 2, this.box.y + this.box.height / 2];
  }

  /** Larger by a factor, around a place that stays where it is. @param {number} factor @param {[number, number]} [around] */
  zoom(factor, around = this.middle) {
    const width = Math.min(this.whole.width * 2, Math.max(this.whole.width / MOST, this.box.width / factor));
    const ratio = width / this.box.width;
    this.box = {
      x: around[0] - (around[0] - this.box.x) * ratio,
      y: around[1] - (around[1] - this.box.y) * ratio,
      width,
      height: this.box.height * ratio,
    };
    this.#show();
  }

  /** @param {number} x @param {number} y units of the drawing */
  pan(x, y) {
    this.box = { ...this.box, x: this.box.x - x, y: this.box.y - y };
    this.#show();
  }

  /** Bring a place into sight. @param {[number, number]} place */
  reveal([x, y]) {
    const { box } = this;
    const edge = box.width / 12;
    const over = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ size) =>
      Math.min(0, at - from - edge) + Math.max(0, at - from - size + edge);
    const [right, down] = [over(x, box.x, box.width), over(y, box.y, box.height)];
    if (right || down) this.pan(-right, -down);
  }

  showAll() {
    this.box = { x: 0, y: 0, ...this.whole };
    this.#show();
  }

  #show() {
    const { x, y, width, height } = this.box;
    this.drawing.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    this.changed();
  }
}
