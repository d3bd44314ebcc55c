// @ts-check
// Drawing a plot's outline, or the line that cuts it, over a map that the server made. The corners stand in a
// text field of the form, one "lon, lat" a line: the server reads that and nothing else, and the field serves
// by itself where this file does not run.
import { Desk } from "./desk.js";
import { listenToKeys } from "./keyboard.js";
import { listenToPointers } from "./pointer.js";

for (const figure of document.querySelectorAll("[data-draw]")) {
  if (!(figure instanceof HTMLElement)) continue;
  const desk = new Desk(figure);
  listenToPointers(desk);
  listenToKeys(desk);
  figure.dataset.ready = "";
}
