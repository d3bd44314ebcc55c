// Passkeys: asks the browser for one, puts the answer into the form and sends it.
// `webauthnJSON` comes from allauth's webauthn-json.js, which turns the binary parts of WebAuthn into text.

/** @type {{get: (options: object) => Promise<object>, create: (options: object) => Promise<object>}} */
const webauthn = window.webauthnJSON;

/** What the server put into the page. @returns {{request_options?: object, creation_options?: object}} */
function optionsInPage() {
  return JSON.parse(document.getElementById("passkey-options").textContent);
}

/** @param {HTMLFormElement} form */
async function signIn(form) {
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error("no options");
  return webauthn.get((await response.json()).request_options);
}

function show() {
  return webauthn.get(optionsInPage().request_options);
}

/** @param {HTMLFormElement} form */
function add(form) {
  const options = structuredClone(optionsInPage().creation_options);
  const alone = form.elements.namedItem("passwordless").checked;
  const selection = options.publicKey.authenticatorSelection;
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  return webauthn.create(options);
}

const ways = { "sign-in": signIn, show, add };

/** @param {HTMLFormElement} form */
async function begin(form) {
  const problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  try {
    const credential = await ways[form.dataset.passkey](form);
    form.elements.namedItem("credential").value = JSON.stringify(credential);
    form.submit();
  } catch {
    problem.hidden = false; // cancelled, timed out, or no such key here: all the same to the reader
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.querySelector("[data-passkey-begin]").addEventListener("click", () => begin(form));
}
