// The two choices of language: the Bangla notes of the whole book, and the words of the exercises. They stand in the header's panel
// and wherever a page has `data-languages`.
import { readSetting, writeSetting } from "../settings.mjs";

const CHOICES = [
  { name: "bangla", title: "Bangla notes", values: [["off", "closed"], ["on", "open"]] },
  { name: "language", title: "Exercises speak", values: [["en", "English"], ["bn", "বাংলা"]] },
];
const initial = (choice) => choice.values[0][0];

/** Fill the places for the choices, now and after instant navigation, and do what is chosen in them. */
export function offerLanguages() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-setting]");
    if (button) writeSetting(button.dataset.setting, button.value);
    const panel = document.querySelector(".nb-lang[open]");
    if (panel && !panel.contains(event.target)) panel.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const panel = document.querySelector(".nb-lang[open]");
    if (event.key !== "Escape" || !panel) return;
    panel.open = false;
    panel.querySelector("summary").focus();
  });
  addEventListener("nlp:setting", show);
  if (window.document$) window.document$.subscribe(fill);
  else fill();
}

function fill() {
  for (const place of document.querySelectorAll("[data-languages]:empty")) place.append(...CHOICES.map(row));
  show();
}

function row(choice) {
  const group = Object.assign(document.createElement("div"), { className: "nb-choice" });
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", choice.title);
  const title = Object.assign(document.createElement("span"), { textContent: choice.title });
  title.setAttribute("aria-hidden", "true");  // the group has it as its name
  group.append(title, ...choice.values.map(([value, text]) => button(choice.name, value, text)));
  return group;
}

function button(name, value, text) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "nx-btn", value, textContent: text });
  made.dataset.setting = name;
  if (value === "bn") made.lang = "bn";
  return made;
}

function show() {
  for (const one of document.querySelectorAll("button[data-setting]")) {
    const choice = CHOICES.find(({ name }) => name === one.dataset.setting);
    one.setAttribute("aria-pressed", String((readSetting(choice.name) ?? initial(choice)) === one.value));
  }
}
