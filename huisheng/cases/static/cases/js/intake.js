/** Intake by keyboard: Ctrl+Enter hands in; the category that the words suggest is offered after a pause. */

const PAUSE_MS = 600;
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-intake]"));
const line = /** @type {HTMLElement | null} */ (document.getElementById("suggestion"));
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pause;

form?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});

form?.addEventListener("input", (event) => {
  if (/** @type {HTMLElement} */ (event.target).id !== "id_words") return;
  clearTimeout(pause);
  pause = setTimeout(suggest, PAUSE_MS);
});

void suggest();

async function suggest() {
  const category = /** @type {HTMLSelectElement | null} */ (document.getElementById("id_category"));
  const words = /** @type {HTMLTextAreaElement | null} */ (document.getElementById("id_words"));
  const token = form?.querySelector("[name='csrfmiddlewaretoken']")?.getAttribute("value");
  if (!line?.dataset.suggest || !category || category.value || !words?.value.trim() || !token) return;
  const body = new URLSearchParams({ words: words.value, csrfmiddlewaretoken: token });
  const answer = await fetch(line.dataset.suggest, { method: "POST", body });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  line.replaceChildren(...page.body.childNodes);
}

line?.addEventListener("click", (event) => {
  const id = /** @type {HTMLElement} */ (event.target).dataset.take;
  const category = /** @type {HTMLSelectElement | null} */ (document.getElementById("id_category"));
  if (!id || !category) return;
  category.value = id;
  line.replaceChildren();
  category.focus();
});
