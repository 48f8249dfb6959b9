// Code: a plain textarea that is always there, and an editor on top of it once the reader turns to it.
import { make } from "../build.mjs";
import { words } from "../strings.mjs";

const source = (area) => area.querySelector('textarea[data-part="input"]');

/** Put text into the textarea the way typing would, so that the editor and the draft hear of it. */
function put(area, text) {
  const textarea = source(area);
  if (textarea.value === text) return;
  textarea.value = text;
  textarea.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Load the editor over the textarea; without it the textarea goes on working. */
async function awaken(area) {
  if (area.dataset.editor) return;
  area.dataset.editor = "coming";
  try {
    const { mount } = await import("../editor.mjs");
    if (!area.isConnected) return;
    mount(source(area));
    area.dataset.editor = "here";
    const keys = make("p", { class: "nx-say" }, words.editorKeys);
    area.querySelector(".nx-editor").after(keys);
  } catch {
    delete area.dataset.editor;
  }
}

export const code = {
  connect(area) {
    // Not for the buttons below: the editor is taller, and would push them away between press and release.
    area.addEventListener("focusin", (event) => { if (event.target === source(area)) awaken(area); });
  },
  read: (area) => source(area).value,
  write: (area, answer) => put(area, answer === null || answer === undefined ? "" : String(answer)),
  judge: () => {},
  forget: () => {},
};
