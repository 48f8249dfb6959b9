// What the reader owns: a copy to save, a copy to load, everything to erase and to bring back.
import { button, make } from "../build.mjs";
import { desk, DeskFileError } from "../desk/desk.mjs";
import { localDay } from "../desk/days.mjs";
import { drafts } from "../store.mjs";
import { readSetting, writeSetting } from "../settings.mjs";
import { part } from "./rows.mjs";
import { ago, words } from "./words.mjs";

const HUGE = 80_000_000;  // bytes; not even read, while the desk says what is too large of what is read
const COPIED = "copied";  // when the last copy was saved, ms

export class DataPart {
  #kept = make("p", { class: "nb-quiet" });
  #told = make("p", { class: "nb-quiet", role: "status" });
  #buttons = make("div", { class: "nb-btns" });
  #file = make("input", { type: "file", accept: ".json,application/json", hidden: true, "data-part": "file", "aria-label": words.load });

  constructor() {
    this.element = part("data", words.data, this.#kept, this.#buttons, this.#told, this.#file);
    this.#file.addEventListener("change", () => this.#load());
    this.#offer();
  }

  /** Say what is kept now. */
  update() {
    const answers = desk.events.filter(({ type }) => type === "attempt").length;
    const copied = Number(readSetting(COPIED));
    const lines = [words.kept(answers, Object.values(drafts()).filter(({ answer }) => answer !== null).length), copied ? words.lastCopy(ago(Date.now() - copied)) : answers ? words.noCopy : ""];
    if (desk.storage === "visit") lines.push(" ", words.visit);
    const damaged = desk.problems.map(({ what, why }) => make("span", { class: "nb-trouble" }, `${what}: ${why}`));
    this.#kept.replaceChildren(...lines, ...damaged);
  }

  #offer() {
    this.#buttons.replaceChildren(
      button("save", words.save, () => this.#save()),
      button("load", words.load, () => this.#file.click()),
      button("erase", words.erase, () => this.#askToErase(), "nx-link"),
    );
  }

  async #save() {
    const text = await desk.exportText();
    const place = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    make("a", { href: place, download: words.fileName(localDay()) }).click();
    setTimeout(() => URL.revokeObjectURL(place), 10_000);
    writeSetting(COPIED, String(Date.now()));
    this.#tell(words.saved);
    this.update();
  }

  async #load() {
    const [file] = this.#file.files;
    if (!file) return;
    try {
      if (file.size > HUGE) throw new DeskFileError(words.huge(Math.round(file.size / 1e6)));
      this.#tell(words.loaded(await desk.importText(await file.text())));
    } catch (error) {
      this.#tell(error.message);
    }
    this.#file.value = "";  // the same file can be chosen again
    this.update();
  }

  #askToErase() {
    const no = button("keep", words.eraseNo, () => this.#back(), "nx-link");
    this.#buttons.replaceChildren(button("erase-all", words.eraseYes, () => this.#erase()), no);
    this.#tell(words.eraseSure);
    no.focus();
  }

  async #erase() {
    await desk.erase();
    const undo = button("undo", words.undo, async () => {
      await desk.undoErase();
      this.#back();
      this.#tell(words.undone);
    });
    this.#buttons.replaceChildren(undo);
    this.#tell(words.erased);
    undo.focus();
  }

  #back() {
    this.#tell("");
    this.#offer();
    this.#buttons.lastElementChild.focus();
  }

  #tell(text) { this.#told.textContent = text; }
}
