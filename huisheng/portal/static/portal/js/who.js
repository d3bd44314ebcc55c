// @ts-check
/** "I am here": asks with the point where the telephone says it is. */

const DIGITS = 6;
const here = document.querySelector("[data-here]");
const said = document.querySelector("[data-here-said]");

if (here instanceof HTMLElement && "geolocation" in navigator && window.isSecureContext) {
  here.hidden = false;
  here.addEventListener("click", () => {
    say("wait");
    navigator.geolocation.getCurrentPosition(ask, () => say("failed"), { enableHighAccuracy: true, timeout: 10000 });
  });
}

/** @param {GeolocationPosition} position */
function ask(position) {
  const { longitude, latitude } = position.coords;
  const address = new URL(window.location.pathname, window.location.origin);
  address.searchParams.set("lon", longitude.toFixed(DIGITS));
  address.searchParams.set("lat", latitude.toFixed(DIGITS));
  window.location.assign(address);
}

/** @param {"wait" | "failed"} what */
function say(what) {
  if (said instanceof HTMLElement) said.textContent = said.dataset[what] ?? "";
}
