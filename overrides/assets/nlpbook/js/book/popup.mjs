// Computed values and glossary terms explain themselves: on hover, on focus, on tap. Escape closes; the explanation stays while
// the pointer is on it, so that it can be read and copied (WCAG 1.4.13).
import { readSetting } from "../settings.mjs";

const WORDS = ".nb-val, .nb-term";
const LEAVE_MS = 180;
let popup = null;
let shownFor = null;
let ownDescription = null;
let leaving = 0;

/** Listen on the whole document, once. */
export function listenForExplanations() {
  document.addEventListener("pointerover", (event) => {
    if (event.target.closest?.(".nb-pop")) return clearTimeout(leaving);
    const word = event.target.closest?.(WORDS);
    if (word && event.pointerType !== "touch") show(word);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType !== "touch" && event.target.closest?.(`${WORDS}, .nb-pop`)) closeSoon();
  });
  document.addEventListener("focusin", (event) => {
    const word = event.target.closest?.(WORDS);
    if (word) show(word);
    else if (!event.target.closest?.(".nb-pop")) close();
  });
  document.addEventListener("click", (event) => {
    const word = event.target.closest?.(WORDS);
    if (word) show(word);
    else if (!event.target.closest?.(".nb-pop")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shownFor) {
      event.stopPropagation();
      close();
    }
    if (event.key === "Tab" && shownFor) step(event);
  }, true);
  window.addEventListener("resize", close);
}

function show(word) {
  clearTimeout(leaving);
  if (shownFor === word) return;
  close();
  const inside = explanation(word);
  if (!inside) return;
  popup ??= Object.assign(document.createElement("div"), { className: "nb-pop", id: "nb-pop" });
  popup.setAttribute("role", inside.querySelector("a") ? "note" : "tooltip");  // a tooltip holds nothing to act on
  popup.replaceChildren(inside);
  popup.hidden = false;
  if (!popup.isConnected) document.body.append(popup);
  shownFor = word;
  ownDescription = word.getAttribute("aria-describedby");
  word.setAttribute("aria-describedby", ownDescription ?? "nb-pop");
  place(word);
}

function closeSoon() {
  clearTimeout(leaving);
  leaving = setTimeout(() => {
    if (document.activeElement !== shownFor) close();
  }, LEAVE_MS);
}

/** The pop-up lies at the end of the page; Tab goes from the word to its link and from there on behind the word. */
function step(event) {
  const link = popup.querySelector("a");
  if (!link) return;
  if (document.activeElement === shownFor && !event.shiftKey) {
    event.preventDefault();
    link.focus();
  } else if (document.activeElement === link) {
    if (event.shiftKey) event.preventDefault();
    shownFor.focus();
  }
}

function close() {
  clearTimeout(leaving);
  if (!shownFor) return;
  if (ownDescription === null) shownFor.removeAttribute("aria-describedby");
  popup.hidden = true;
  shownFor = null;
}

/** The content for one word: a value's expression and exact number, or a term's entry in the page. */
function explanation(word) {
  if (word.matches(".nb-term")) {
    const note = document.getElementById(word.getAttribute("aria-describedby"));
    if (!note) return null;
    const copy = document.createDocumentFragment();
    copy.append(...[...note.childNodes].map((node) => node.cloneNode(true)));
    if (readSetting("bangla") !== "on") copy.querySelector("[lang=bn]")?.remove();
    const { entry } = note.dataset;
    if (entry) copy.append(Object.assign(document.createElement("a"), { href: entry, textContent: "In the glossary" }));
    return copy;
  }
  const code = document.createElement("code");
  const { expr, exact } = word.dataset;
  code.textContent = exact && exact !== word.textContent ? `${expr} = ${exact}` : expr;
  return code;
}

/** Above the word, or below it when there is no room; never over the edge. Phones: the style sheet fixes it to the foot. */
function place(word) {
  const box = word.getClientRects()[0] ?? word.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popup;
  const left = Math.max(8, Math.min(box.left + box.width / 2 - width / 2, document.documentElement.clientWidth - width - 8));
  const above = box.top - height - 8;
  popup.style.left = `${left + scrollX}px`;
  popup.style.top = `${(above > 56 ? above : box.bottom + 8) + scrollY}px`;
}
