// What the log says of exams: earlier papers on an exam's page, the last one in the list of exams.
import { make } from "../build.mjs";
import { desk } from "../desk/desk.mjs";
import { runningExams } from "./keep.mjs";
import { words } from "./words.mjs";

const MOST = 20;

/** Results of an exam, the latest first. */
export const resultsOf = (exam) => desk.events.filter((event) => event.type === "exam" && event.exam === exam).reverse();

/** The table of earlier papers, or null when there are none. */
export function drawHistory(exam) {
  const rows = resultsOf(exam).slice(0, MOST).map((event) => make("tr", {}, ...[
    event.day, event.seed, words.pointsOf(Number(event.points) || 0, Number(event.of) || 0), words.share(event.points, event.of), words.minutes(event.minutes),
  ].map((text) => make("td", {}, String(text ?? "")))));
  if (!rows.length) return null;
  return make("table", { class: "ne-table ne-history", "data-part": "history" }, make("caption", {}, words.history),
    make("thead", {}, make("tr", {}, ...words.historyHead.map((text) => make("th", { scope: "col" }, text)))), make("tbody", {}, ...rows));
}

/** <nlp-exams>: the list that the build wrote, with the reader's last result beside each. */
export class NlpExams extends HTMLElement {
  #draw = () => this.#show();

  async connectedCallback() {
    desk.addEventListener("change", this.#draw);
    await desk.ready;
    this.#show();
  }

  disconnectedCallback() { desk.removeEventListener("change", this.#draw); }

  #show() {
    const running = runningExams();
    for (const row of this.querySelectorAll("li[data-exam]")) {
      const last = resultsOf(row.dataset.exam)[0];
      const text = running.includes(row.dataset.exam) ? words.running : last ? words.last(Number(last.points), Number(last.of), last.day) : "";
      row.querySelector(".ne-last")?.remove();
      if (text) row.append(make("span", { class: "ne-last" }, text));
    }
  }
}
