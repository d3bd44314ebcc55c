/**
 * What pages do better with a script. Each behaviour is a module of its own, fetched only where its mark
 * is found; every page works without any of them.
 */

/** @type {ReadonlyArray<readonly [selector: string, fetch: () => Promise<unknown>]>} */
const BEHAVIOURS = [
  ["form[method='post']", () => import("./guard.js")],
  [":is(body.desk, body.own) form[method='post']", () => import("./back.js")],
  ["[data-switches]", () => import("./switches.js")],
  ["[data-copy]", () => import("./copy.js")],
  ["[data-problems]", () => import("./problems.js")],
  ["[data-menu]", () => import("./menu.js")],
  ["[data-print]", () => import("./paper.js")],
  ["[data-key], [data-rows], [data-open]", () => import("./keys.js")],
];

document.documentElement.dataset.js = "";

const found = BEHAVIOURS.filter(([selector]) => document.querySelector(selector));
await Promise.all(found.map(([, fetch]) => fetch()));
document.documentElement.dataset.js = "ready";

export {};
