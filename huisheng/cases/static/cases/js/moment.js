/** What is shown for a moment only goes by itself: after its seconds, and when the page is left. */

/** @param {ParentNode} root */
function watch(root) {
  for (const shown of root.querySelectorAll("[data-moment]")) {
    setTimeout(() => shown.remove(), Number(shown.getAttribute("data-moment")) * 1000);
  }
}

watch(document);
document.addEventListener("htmx:afterSwap", () => watch(document));
addEventListener("pagehide", () => document.querySelectorAll("[data-moment]").forEach((shown) => shown.remove()));
