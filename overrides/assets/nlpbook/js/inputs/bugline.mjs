// Bug line: the lines of the program are buttons; the chosen one can be repaired below.
import { words } from "../strings.mjs";
import { inputsOf } from "./parts.mjs";

const chosen = (area) => inputsOf(area).find((line) => line.getAttribute("aria-pressed") === "true");
const textOf = (line) => line.querySelector(".nx-words").textContent;
const tagOf = (line) => line.querySelector(".nx-tag");
const repairOf = (area) => area.querySelector('[data-part="repair"]');

/** Choose a line (or none); the repair starts out as the line itself. */
function choose(area, line) {
  for (const other of inputsOf(area)) {
    other.setAttribute("aria-pressed", String(other === line));
    tagOf(other).textContent = other === line ? words.chosenLine : "";
    delete other.dataset.judged;
  }
  const repair = repairOf(area);
  if (!repair) return;
  area.querySelector(".nx-repair").hidden = !line;
  repair.value = line ? textOf(line) : "";
}

function forget(area) {
  for (const line of inputsOf(area)) {
    delete line.dataset.judged;
    const pressed = line.getAttribute("aria-pressed") === "true";
    tagOf(line).textContent = pressed ? words.chosenLine : "";
  }
}

export const bugline = {
  connect(area) {
    area.addEventListener("click", (event) => {
      const line = event.target.closest(".nx-line");
      if (!line || line === chosen(area)) return;
      choose(area, line);
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
    area.addEventListener("keydown", (event) => {
      const line = event.target.closest(".nx-line");
      const step = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[event.key];
      if (!line || !step) return;
      event.preventDefault();
      line[step]?.focus();
    });
  },
  read(area) {
    const line = chosen(area);
    if (!line) return { line: null, repair: null };
    const typed = repairOf(area)?.value ?? "";
    const changed = typed.trim() && typed.trim() !== textOf(line).trim();
    return { line: Number(line.dataset.value), repair: changed ? typed : null };
  },
  write(area, answer) {
    const { line: number, repair = null } = typeof answer === "object" && answer ? answer : { line: answer };
    choose(area, inputsOf(area).find((line) => line.dataset.value === String(number)) ?? null);
    if (repair !== null && repairOf(area)) repairOf(area).value = repair;
  },
  judge(area, parts) {
    forget(area);
    for (const part of parts) {
      const line = inputsOf(area).find((one) => one.dataset.value === String(part.value));
      if (!line) continue;
      if (part.judged) line.dataset.judged = part.judged;
      if (part.verb) tagOf(line).textContent = part.verb;
    }
  },
  forget,
};
