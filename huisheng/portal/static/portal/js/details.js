// @ts-check
/**
 * Choosing a place without leaving the page, so that chosen photos stay: what a place button would bring as a
 * page of its own is fetched, and its part about the place put here. "I am here" fills in the point.
 */

import "./photos.js";

const PARTS = ["where", "accused", "alike"];
const DIGITS = 6;
const form = /** @type {HTMLFormElement | null} */ (document.getElementById("where")?.closest("form"));

document.addEventListener("click", (event) => {
  const pressed = /** @type {Element} */ (event.target).closest("[data-inplace]");
  if (!form || !pressed || !form.contains(pressed)) return;
  event.preventDefault();
  const body = typed();
  if (pressed instanceof HTMLInputElement) {
    body.append(`${pressed.name}.x`, String(Math.round(/** @type {MouseEvent} */ (event).offsetX)));
    body.append(`${pressed.name}.y`, String(Math.round(/** @type {MouseEvent} */ (event).offsetY)));
  } else {
    body.append(pressed.getAttribute("name") ?? "", pressed.getAttribute("value") ?? "");
  }
  void change(body);
});

/** Everything typed, files left out. */
function typed() {
  const body = new URLSearchParams();
  if (form) for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  return body;
}

// Another kind of matter may be one that others reported already.
document.getElementById("id_category")?.addEventListener("change", () => {
  const body = typed();
  body.append("go", "look");
  void change(body, ["alike"]);
});

/**
 * @param {URLSearchParams} body
 * @param {string[]} parts what of the page is put here
 */
async function change(body, parts = PARTS) {
  if (!form) return;
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of parts) {
      const fresh = page.getElementById(id);
      if (fresh) document.getElementById(id)?.replaceWith(document.adoptNode(fresh));
    }
    document.querySelector("[data-problems]")?.remove(); // it told of the page before; fields still tell theirs
    if (parts !== PARTS) return;
    document.getElementById("where")?.focus({ preventScroll: true });
    document.getElementById("where")?.scrollIntoView({ block: "nearest" });
    offerHere();
  } catch {
    say("failed");
  }
}

function offerHere() {
  const here = document.querySelector("[data-here]");
  if (here instanceof HTMLElement) here.hidden = !("geolocation" in navigator && window.isSecureContext);
}

document.addEventListener("click", (event) => {
  if (!(/** @type {Element} */ (event.target).closest("[data-here]"))) return;
  say("wait");
  navigator.geolocation.getCurrentPosition(found, () => say("failed"), { enableHighAccuracy: true, timeout: 10000 });
});

/** @param {GeolocationPosition} position */
function found(position) {
  const body = typed();
  body.set("lon", position.coords.longitude.toFixed(DIGITS));
  body.set("lat", position.coords.latitude.toFixed(DIGITS));
  body.append("go", "look");
  void change(body);
}

/** @param {"wait" | "failed"} what */
function say(what) {
  const said = document.querySelector("[data-here-said]");
  if (said instanceof HTMLElement) said.textContent = said.dataset[what] ?? "";
}

offerHere();
