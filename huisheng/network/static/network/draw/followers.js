// @ts-check
// Neighbours along a border that is drawn anew are shown as they will be, while they are to follow.
/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {import("./ground.js").Corner} Corner */
/** @typedef {{from: string, to: string, gone: Corner[], come: Corner[]}} Run what came between two corners that stayed */

/** @param {{first: Corner[], corners: {list: Corner[]}, ground: Ground, drawing: SVGSVGElement, form: HTMLFormElement | null}} desk */
export function showFollowers({ first, corners, ground, drawing, form }) {
  const follow = form?.elements.namedItem("follow");
  const isTicked = follow instanceof HTMLInputElement && follow.checked;
  const runs = isTicked ? runsOf(first, corners.list) : [];
  const moves = isTicked ? moved(first, corners.list, runs) : new Map();
  for (const ring of ground.data.rings) {
    const path = ring.plot ? drawing.querySelector(`[data-plot="${ring.plot}"] path`) : null;
    path?.setAttribute("d", ground.path(followed(ring.corners, runs, moves), true));
  }
}

/** A neighbour's ring with the new border: whole runs where it has them, single corners elsewhere.
 * @param {Corner[]} ring @param {Run[]} runs @param {Map<string, Corner>} moves */
function followed(ring, runs, moves) {
  /** @type {Corner[]} */ let after = ring;
  for (const run of runs) after = along(after, run) ?? along(after, turned(run)) ?? after;
  return after.map((corner) => moves.get(String(corner)) ?? corner);
}

/** The ring with a run in place of what it had between the same two corners; null where it had something else.
 * @param {Corner[]} ring @param {Run} run */
function along(ring, { from, to, gone, come }) {
  const start = ring.findIndex((corner) => String(corner) === from);
  if (start < 0) return null;
  const turn = [...ring.slice(start), ...ring.slice(0, start)];
  const wanted = [...gone.map(String), to];
  if (!wanted.every((corner, at) => String(turn[(at + 1) % turn.length]) === corner)) return null;
  return [turn[0], ...come, ...turn.slice(1 + gone.length)];
}

/** The same run from its other end. @param {Run} run @returns {Run} */
function turned({ from, to, gone, come }) {
  return { from: to, to: from, gone: [...gone].reverse(), come: [...come].reverse() };
}

/** What is different between corners that stayed. @param {Corner[]} before @param {Corner[]} after @returns {Run[]} */
function runsOf(before, after) {
  const [old, now] = [between(before, after), between(after, before)];
  if (!old || !now || old.length !== now.length) return [];
  return old.flatMap(({ from, to, inner }, at) => {
    if (from !== now[at].from || !(inner.length || now[at].inner.length)) return [];
    return [{ from, to, gone: inner, come: now[at].inner }];
  });
}

/** A ring as the corners that another has too, each with the next one and what lies between them.
 * @param {Corner[]} ring @param {Corner[]} other */
function between(ring, other) {
  const held = new Set(other.map(String));
  const start = ring.findIndex((corner) => held.has(String(corner)));
  if (start < 0) return null;
  const first = String(ring[start]);
  /** @type {{from: string, to: string, inner: Corner[]}[]} */ const found = [];
  for (const corner of [...ring.slice(start), ...ring.slice(0, start)]) {
    const last = found.at(-1);
    if (!held.has(String(corner))) last?.inner.push(corner);
    else {
      if (last) last.to = String(corner);
      found.push({ from: String(corner), to: first, inner: [] });
    }
  }
  return found;
}

/** Which corner went where: in runs that are as long as before, or, where none stayed, in the ring's own order.
 * @param {Corner[]} before @param {Corner[]} after @param {Run[]} runs @returns {Map<string, Corner>} */
function moved(before, after, runs) {
  const even = runs.filter(({ gone, come }) => gone.length === come.length);
  if (even.length) return new Map(even.flatMap(({ gone, come }) => gone.map((corner, at) => [String(corner), come[at]])));
  const none = !runs.length && before.length === after.length;
  return new Map(none ? before.map((corner, at) => [String(corner), after[at]]) : []);
}
