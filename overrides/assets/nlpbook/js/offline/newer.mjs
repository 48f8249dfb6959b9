// The note that a newer version is here. It waits in a corner, above whatever page instant navigation brings.
import { button, make } from "../build.mjs";
import { words } from "./words.mjs";

export function showNewer() {
  if (document.querySelector(".nb-newer")) return;
  const note = make("aside", { class: "nb-newer", role: "status" }, make("p", {}, words.newer),
    button("reload", words.reload, () => location.reload()), button("later", words.later, () => note.remove()));
  document.body.append(note);
}
