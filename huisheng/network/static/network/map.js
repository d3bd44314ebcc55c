// @ts-check
// A tap on the map, or "where I am", put into hidden fields as WGS84 degrees. Without this file the shapes
// are links and the list beside the map serves.

const DIGITS = 6;

/** Web Mercator (0 to 1, y down) to degrees. @param {number} x @param {number} y */
function degrees(x, y) {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  return { lon: x * 360 - 180, lat };
}

/** Degrees to Web Mercator. @param {number} lon @param {number} lat */
function mercator(lon, lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return { x: (lon + 180) / 360, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

/** @param {HTMLElement} figure */
function pickable(figure) {
  const drawing = /** @type {SVGSVGElement} */ (figure.querySelector("svg"));
  const pin = /** @type {SVGCircleElement} */ (figure.querySelector(".map-pin"));
  const said = /** @type {HTMLElement} */ (figure.querySelector(".map-said"));
  const here = /** @type {HTMLButtonElement} */ (figure.querySelector(".map-here"));
  const [left, top, scale] = (figure.dataset.projection ?? "").split(" ").map(Number);

  /** @param {string | undefined} id @param {string} value */
  const fill = (id, value) => {
    const field = id ? document.getElementById(id) : null;
    if (field instanceof HTMLInputElement) {
      field.value = value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  /** @param {number} lon @param {number} lat @param {string} code @param {string} words */
  const take = (lon, lat, code, words) => {
    fill(figure.dataset.lon, lon.toFixed(DIGITS));
    fill(figure.dataset.lat, lat.toFixed(DIGITS));
    fill(figure.dataset.plot, code);
    const place = mercator(lon, lat);
    pin.setAttribute("cx", String((place.x - left) * scale));
    pin.setAttribute("cy", String((place.y - top) * scale));
    said.textContent = words;
  };

  drawing.addEventListener("click", (event) => {
    const shape = event.target instanceof Element ? event.target.closest(".map-shape") : null;
    // A click made by the keyboard has no place: then the link is followed.
    if (event.detail === 0) return;
    const matrix = drawing.getScreenCTM();
    if (!matrix) return;
    event.preventDefault();
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    const point = degrees(left + at.x / scale, top + at.y / scale);
    const name = shape?.getAttribute("aria-label");
    take(point.lon, point.lat, shape?.getAttribute("data-code") ?? "", [figure.dataset.saidPoint, name].filter(Boolean).join(" · "));
  });

  if ("geolocation" in navigator && window.isSecureContext) {
    here.hidden = false;
    here.addEventListener("click", () => {
      navigator.geolocation.getCurrentPosition(
        (found) => take(found.coords.longitude, found.coords.latitude, "", figure.dataset.saidHere ?? ""),
        () => { said.textContent = figure.dataset.saidFailed ?? ""; },
        { enableHighAccuracy: true, timeout: 10000 },
      );
    });
  }
}

for (const figure of document.querySelectorAll("[data-map-pick]")) {
  if (figure instanceof HTMLElement) pickable(figure);
}
