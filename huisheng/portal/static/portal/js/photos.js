// @ts-check
/**
 * Photos are made smaller before they are sent: quicker and cheaper on a telephone line, and never too large.
 * What cannot be made smaller here is sent as it is; the server reads and limits everything anyway.
 */

const LONGEST_SIDE = 1600;
const SMALL_BYTES = 700_000;
const QUALITY = 0.85;

document.addEventListener("change", async (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || field.dataset.shrink === undefined || !field.files) return;
  if (typeof createImageBitmap !== "function" || typeof DataTransfer !== "function") return;
  const chosen = [...field.files];
  const made = await Promise.all(chosen.map(smaller));
  if (made.every((file, at) => file === chosen[at])) return; // put back as they were, browsers may send none
  const same = field.files.length === chosen.length && chosen.every((file, at) => field.files?.[at] === file);
  const kept = new DataTransfer();
  for (const file of made) kept.items.add(file);
  if (same) field.files = kept.files;
});

/** @param {File} file @returns {Promise<File>} */
async function smaller(file) {
  if (file.size <= SMALL_BYTES || !file.type.startsWith("image/")) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    /** @type {Blob | null} */
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return made ? new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}
