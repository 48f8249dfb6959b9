// The note that a newer version is here. It waits in a corner, above whatever page instant navigation brings.
import { make } from "../build.mjs";
import { words } from "./words.mjs";

export function showNewer() {
  if (document.querySelector(".nb-newer")) return;
  const reload = make("button", { type: "button", class: "nx-btn" }, words.reload);
  const later = make("button", { type: "button", class: "nx-btn" }, words.later);
  const note = make("aside", { class: "nb-newer", role: "status" }, make("p", {}, words.newer), reload, later);
  reload.addEventListener("click", () => location.reload());
  later.addEventListener("click", () => note.remove());
  document.body.append(note);
}
