/** After a form came back with problems, the summary has the focus, so that it is read and seen first. */

/** @type {HTMLElement | null} */
const summary = document.querySelector("[data-problems]");
summary?.focus();

export {};
