// @ts-check
// Snapping, crossings, and what a line cuts a ring into.
/** @typedef {import("./ground.js").Corner} Corner */
/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {[number, number]} Spot */

/** The neighbour's corner nearest to a corner, else the nearest spot on an edge, within so many metres.
 * @param {Ground} ground @param {Corner} corner @param {number} within */
export function snap(ground, corner, within) {
  const spot = ground.metres(corner);
  /** @type {{far: number, corner: Corner, name: string} | null} */ let best = null;
  for (const ring of ground.data.rings) {
    for (const held of ring.corners) {
      const far = distance(spot, ground.metres(held));
      if (far <= (best?.far ?? within)) best = { far, corner: held, name: ring.name };
    }
  }
  if (best) return best;
  for (const ring of ground.data.rings) {
    ring.corners.forEach((start, at) => {
      const end = ring.corners[(at + 1) % ring.corners.length];
      const along = foot(spot, ground.metres(start), ground.metres(end));
      if (along.far > (best?.far ?? within)) return;
      const [east, north] = [along.spot[0] - spot[0], along.spot[1] - spot[1]];
      best = { far: along.far, corner: ground.moved(corner, east, north), name: ring.name };
    });
  }
  return best;
}

/** Whether a ring or line crosses itself. @param {Corner[]} corners @param {boolean} closed */
export function crosses(corners, closed) {
  const edges = corners.length - (closed ? 0 : 1);
  for (let one = 0; one < edges; one += 1) {
    for (let other = one + 2; other < edges; other += 1) {
      if (closed && one === 0 && other === edges - 1) continue;
      const [a, b, c, d] = [one, one + 1, other, other + 1].map((at) => corners[at % corners.length]);
      if (meeting(a, b, c, d)) return true;
    }
  }
  return false;
}

/** The two rings into which a line cuts a ring; null when it does not cut it in two.
 * @param {Corner[]} ring @param {Corner[]} line @returns {[Corner[], Corner[]] | null} */
export function cut(ring, line) {
  /** @type {{along: number, edge: number, corner: Corner}[]} */ const found = [];
  for (let at = 0; at + 1 < line.length; at += 1) {
    ring.forEach((start, edge) => {
      const hit = meeting(line[at], line[at + 1], start, ring[(edge + 1) % ring.length]);
      if (hit) found.push({ along: at + hit.along, edge, corner: hit.corner });
    });
  }
  if (found.length !== 2) return null;
  const [first, last] = found.sort((a, b) => a.along - b.along);
  const inner = line.filter((_corner, at) => at > first.along && at < last.along);
  const way = [first.corner, ...inner, last.corner];
  const ahead = walk(ring, last.edge, first.edge);
  const behind = walk(ring, first.edge, last.edge).reverse();
  return [[...way, ...ahead], [...way, ...behind]];
}

/** Corners of a ring after one edge, up to the beginning of another. @param {Corner[]} ring @param {number} from @param {number} to */
function walk(ring, from, to) {
  const steps = (to - from + ring.length) % ring.length;
  return Array.from({ length: steps }, (_step, at) => ring[(from + 1 + at) % ring.length]);
}

/** Where two edges meet. @param {Corner} a @param {Corner} b @param {Corner} c @param {Corner} d
 * @returns {{along: number, corner: Corner} | null} */
function meeting(a, b, c, d) {
  const across = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
  if (across === 0) return null;
  const along = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / across;
  const other = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / across;
  if (along < 0 || along > 1 || other < 0 || other >= 1) return null;
  return { along, corner: [a[0] + (b[0] - a[0]) * along, a[1] + (b[1] - a[1]) * along] };
}

/** @param {Spot} a @param {Spot} b */
function distance(a, b) {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** The nearest spot on an edge, and how far it is. @param {Spot} spot @param {Spot} start @param {Spot} end
 * @returns {{spot: Spot, far: number}} */
function foot(spot, start, end) {
  const [x, y] = [end[0] - start[0], end[1] - start[1]];
  const length = x * x + y * y || 1;
  const along = Math.min(1, Math.max(0, ((spot[0] - start[0]) * x + (spot[1] - start[1]) * y) / length));
  /** @type {Spot} */ const on = [start[0] + x * along, start[1] + y * along];
  return { spot: on, far: distance(spot, on) };
}
