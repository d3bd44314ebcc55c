// @ts-check
// Where things lie: degrees, the units of the drawing, and metres on the ground (WGS84, near the plot).

/** @typedef {[number, number]} Corner longitude and latitude in degrees */
/** @typedef {{name: string, plot: number, corners: Corner[]}} Ring `plot`: 0 where the ring is not the whole plot */
/** @typedef {{left: number, top: number, scale: number, width: number, height: number, snap: number, rings: Ring[]}} Data */

export const DIGITS = 7;

export class Ground {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    const middle = this.corner(data.width / 2, data.height / 2);
    const at = (middle[1] * Math.PI) / 180;
    this.origin = middle;
    // Length of a degree on the ellipsoid, as huisheng/network/land/flat.py has it.
    this.north = 111132.954 - 559.822 * Math.cos(2 * at) + 1.175 * Math.cos(4 * at);
    this.east = 111412.84 * Math.cos(at) - 93.5 * Math.cos(3 * at) + 0.118 * Math.cos(5 * at);
  }

  /** A corner in units of the drawing. @param {Corner} corner @returns {[number, number]} */
  place([lon, lat]) {
    const sine = Math.sin((lat * Math.PI) / 180);
    const x = (lon + 180) / 360;
    const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    return [(x - this.data.left) * this.data.scale, (y - this.data.top) * this.data.scale];
  }

  /** A place in the drawing as a corner. @param {number} x @param {number} y @returns {Corner} */
  corner(x, y) {
    const across = this.data.left + x / this.data.scale;
    const down = this.data.top + y / this.data.scale;
    return tidy([across * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * down))) * 180) / Math.PI]);
  }

  /** A corner in metres from the middle. @param {Corner} corner @returns {[number, number]} */
  metres([lon, lat]) {
    return [(lon - this.origin[0]) * this.east, (lat - this.origin[1]) * this.north];
  }

  /** So many metres further. @param {Corner} corner @param {number} east @param {number} north @returns {Corner} */
  moved([lon, lat], east, north) {
    return tidy([lon + east / this.east, lat + north / this.north]);
  }

  /** Square metres inside a ring. @param {Corner[]} ring */
  size(ring) {
    const flat = ring.map((corner) => this.metres(corner));
    return Math.abs(flat.reduce((sum, [x, y], at) => {
      const [nextX, nextY] = flat[(at + 1) % flat.length];
      return sum + x * nextY - nextX * y;
    }, 0) / 2);
  }

  /** SVG path data. @param {Corner[]} corners @param {boolean} closed */
  path(corners, closed) {
    if (corners.length < 2) return "";
    const steps = corners.map((corner) => this.place(corner).map((value) => value.toFixed(2)).join(" "));
    return `M${steps.join("L")}${closed ? "Z" : ""}`;
  }
}

/** On the grid on which outlines are kept. @param {Corner} corner @returns {Corner} */
export function tidy([lon, lat]) {
  return [Number(lon.toFixed(DIGITS)), Number(lat.toFixed(DIGITS))];
}

/** Corners from lines of "lon, lat"; lines that are none are left out. @param {string} text @returns {Corner[]} */
export function read(text) {
  return text.normalize("NFKC").split("\n").flatMap((line) => {
    const [lon, lat, ...more] = line.trim().split(/[\s,;]+/).map(Number);
    return Number.isFinite(lon) && Number.isFinite(lat) && !more.length ? [/** @type {Corner} */ ([lon, lat])] : [];
  });
}

/** @param {Corner[]} corners */
export function write(corners) {
  return corners.map(([lon, lat]) => `${lon.toFixed(DIGITS)}, ${lat.toFixed(DIGITS)}`).join("\n");
}
