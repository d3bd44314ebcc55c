/**
 * Going back to a page that answered a form with something to change. Nothing of staff pages, or of a resident's own
 * matter, is kept in a cache (`no-store`), so a browser could show it only by sending the form anew, and shows an error instead. When such a
 * page is left, its place in the history becomes that of its address: going back opens the form afresh.
 * Reloading still offers to send again, and what was typed with it.
 */

const answer = /** @type {PerformanceNavigationTiming | undefined} */ (
  performance.getEntriesByType("navigation")[0]
);

function leave() {
  history.replaceState(history.state, "", location.href);
}

if (answer?.responseStatus && answer.responseStatus >= 400) {
  document.addEventListener("submit", (event) => event.defaultPrevented || leave());
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (link && !event.defaultPrevented && !elsewhere && !link.hasAttribute("target")) leave();
  });
}

export {};
