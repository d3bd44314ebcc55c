/**
 * From one case of the triage desk to the next without waiting: the next one is fetched while this one is being
 * looked at, and put here when the server took the decision. What the server says instead (a field that is
 * wrong, somebody who acted in between) is shown as it comes. Without this the form does the same, page by page.
 */

import { say } from "./triage_proposal.js";

const DONE = 204;

/** @type {{ path: string, page: Document } | null} */
let ready = null;
let deciding = false;

/** Have the next case at hand. */
async function fetchNext() {
  const address = document.querySelector("[data-desk]")?.getAttribute("data-desk");
  ready = null;
  if (!address) return;
  try {
    const answer = await fetch(address);
    if (answer.ok && answer.status !== DONE) ready = await read(answer);
  } catch {
    // Without it the next one comes when it is asked for.
  }
}

/** @param {Response} answer */
async function read(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { path: new URL(answer.url).pathname, page };
}

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  if (event.defaultPrevented || button?.name !== "then" || button.value !== "next" || !form.closest("[data-desk]")) return;
  event.preventDefault();
  if (!deciding) void decide(form, button);
});

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} button
 */
async function decide(form, button) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, button)) body.append(name, String(value));
  deciding = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Triage": "1" } });
    if (answer.status === DONE) await goOn(answer);
    else if (answer.redirected) location.assign(answer.url);
    else show((await read(answer)).page);
  } catch {
    say("failed");
  }
  deciding = false;
}

/** @param {Response} answer */
async function goOn(answer) {
  const next = answer.headers.get("X-Next") ?? location.href;
  const path = new URL(next, location.href).pathname;
  if (ready === null || ready.path !== path) ready = await read(await fetch(next));
  if (!ready.page.querySelector("[data-desk]")) return location.assign(next);
  history.pushState({}, "", path);
  show(ready.page);
  tell(decodeURIComponent(answer.headers.get("X-Done") ?? ""));
  void fetchNext();
}

/**
 * The page's main part in place of this one; the focus goes to the next act, which is described by the case's title.
 * @param {Document} page
 */
function show(page) {
  const here = document.getElementById("main");
  const fresh = page.getElementById("main");
  if (!here || !fresh) return;
  here.replaceWith(document.adoptNode(fresh));
  document.title = page.title;
  const htmx = /** @type {any} */ (window).htmx;
  htmx?.process(fresh);
  scrollTo(0, 0);
  /** @type {HTMLElement | null} */ (
    fresh.querySelector("[data-problems]") ?? fresh.querySelector("form[data-triage] button[value='next']") ?? fresh
  )?.focus();
}

/**
 * Say what was decided just now, so that it can be taken back.
 * @param {string} number
 */
function tell(number) {
  const form = document.querySelector("[data-undo]");
  const words = form?.querySelector("[data-undo-number]");
  const field = form?.querySelector("input[name='number']");
  if (!(form instanceof HTMLElement) || !words || !(field instanceof HTMLInputElement)) return;
  words.textContent = field.value = number;
  form.hidden = number === "";
}

document.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("[data-desk] a[data-next]");
  if (!link || ready === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState({}, "", ready.path);
  show(ready.page);
  void fetchNext();
});

addEventListener("popstate", () => location.reload());

void fetchNext();
