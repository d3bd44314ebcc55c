// @ts-check
/** While one writes, the page says what it sounds like. Without a script the next page says it. */

const WAIT_MS = 600;
const words = /** @type {HTMLTextAreaElement | null} */ (document.querySelector("[data-suggest]"));
const said = document.getElementById("suggestion");

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let asked = 0;

async function ask() {
  if (!words || !said) return;
  const mine = ++asked;
  const body = new URLSearchParams({ words: words.value });
  try {
    const answer = await fetch(words.dataset.suggest ?? "", { method: "POST", body });
    if (answer.ok && mine === asked) said.textContent = await answer.text();
  } catch {
    // No line at the moment: the next page will say it.
  }
}

words?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT_MS);
});
