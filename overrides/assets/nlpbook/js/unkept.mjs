// Where the browser keeps nothing beyond the visit, the exercise in use says so, once a page, with the way to a copy.
import { make } from "./build.mjs";
import { desk } from "./desk/desk.mjs";
import { address } from "./site.mjs";
import { words } from "./strings.mjs";

let notice = null;   // the one on this page
let lost = false;    // whether a draft found no place

/** Say it in `card`, the exercise in use, if there is anything to say; take it back when there is room again. */
export function tellUnkept(card) {
  if (desk.storage === "visit" || lost) tell(card);
  else notice?.remove();
}

/** Note whether the last draft was kept. */
export function noteDraft(kept) { lost = !kept; }

function tell(card) {
  if (notice?.isConnected) return;
  const text = desk.storage === "visit" ? words.unkept : words.draftUnkept;
  notice = make("p", { class: "nx-unkept", role: "status" }, `${text} `, make("a", { href: address("desk/") }, words.saveCopy));
  card.querySelector("[data-part='verdict']").after(notice);
}
