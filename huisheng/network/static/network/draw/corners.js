// @ts-check
/** @typedef {import("./ground.js").Corner} Corner */

/** Corners that can be changed and changed back. `changed` is called after each change. */
export class Corners {
  /** @param {Corner[]} list @param {boolean} closed whether they are a ring or a line */
  constructor(list, closed) {
    this.list = list;
    this.closed = closed;
    /** @type {Corner[][]} */ this.past = [];
    /** @type {Corner[][]} */ this.future = [];
    /** @type {() => void} */ this.changed = () => {};
  }

  get fewest() {
    return this.closed ? 3 : 2;
  }

  /** What follows can be taken back to here. */
  remember() {
    this.past.push(this.list);
    this.future = [];
  }

  /** @param {Corner[]} list @param {boolean} [again] part of a change that is remembered already */
  set(list, again = false) {
    if (!again) this.remember();
    this.list = list;
    this.changed();
  }

  /** @param {number} at @param {Corner} corner @param {boolean} [again] */
  move(at, corner, again = false) {
    this.set(this.list.map((held, number) => (number === at ? corner : held)), again);
  }

  /** Put a corner in before `at`. @param {number} at @param {Corner} corner */
  insert(at, corner) {
    this.set([...this.list.slice(0, at), corner, ...this.list.slice(at)]);
  }

  /** Take a corner out; false when too few would be left. @param {number} at */
  remove(at) {
    if (this.list.length <= this.fewest) return false;
    this.set(this.list.filter((_corner, number) => number !== at));
    return true;
  }

  /** The middle of the edge that begins at a corner; null after the last of a line. @param {number} at @returns {Corner | null} */
  middle(at) {
    if (!this.closed && at === this.list.length - 1) return null;
    const [start, end] = [this.list[at], this.list[(at + 1) % this.list.length]];
    return [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
  }

  undo() {
    return this.#swap(this.past, this.future);
  }

  redo() {
    return this.#swap(this.future, this.past);
  }

  /** @param {Corner[][]} from @param {Corner[][]} to */
  #swap(from, to) {
    const list = from.pop();
    if (!list) return false;
    to.push(this.list);
    this.list = list;
    this.changed();
    return true;
  }
}
