// The page's own small behaviours. Everything listens on the document, so that it goes on working when instant navigation
// swaps the page beneath it.
import { reachHeader } from "./header.mjs";
import { offerLanguages } from "./languages.mjs";
import { listenForExplanations } from "./popup.mjs";
import { followReading } from "./reading.mjs";
import { nameCodeBlocks } from "./names.mjs";
import { whenNear } from "./near.mjs";
import { acceptGuesses } from "./guess.mjs";
import { reachWhatScrolls } from "./scroll.mjs";

// What a page's own elements need is loaded with the first page that has one; `document$` tells of those that instant
// navigation brings.
const ELEMENTS = {
  "nlp-desk": () => import("../deskpage/page.mjs"),
  "nlp-review": () => import("../review/page.mjs"),
  "nlp-exercises": () => import("../exercises-page.mjs"),
  "nlp-exam": () => import("../exam/exam.mjs"),
  "nlp-exams": () => import("../exam/exam.mjs"),
  "nlp-glossary": () => import("../lookup/glossary.mjs"),
  "nlp-print": () => import("../print/element.mjs"),
  "nlp-guide": () => import("../lookup/guide.mjs"),
};
const upgrade = () => { for (const [name, load] of Object.entries(ELEMENTS)) if (document.querySelector(name)) load(); };
window.document$?.subscribe(upgrade);
// The desk has much to read before it is drawn: it begins when the pointer or the focus comes to its link.
const hasten = ({ target }) => { if (target.closest?.(".nb-desklink")) ELEMENTS["nlp-desk"](); };
for (const type of ["pointerover", "focusin"]) document.addEventListener(type, hasten, { passive: true });

whenNear("nlp-exercise", () => import("../exercise.mjs"));

// Marks are no hurry: they come when the page stands.
const soon = window.requestIdleCallback ?? ((act) => setTimeout(act, 200));
soon(async () => {
  const { draw } = await import("./progress.mjs");
  if (window.document$) window.document$.subscribe(() => soon(draw));
  else draw();
});

// Nothing here is needed to show a page, so it waits until the page is there.
const keepForLater = () => {
  import("../offline/register.mjs");
  window.document$?.subscribe(() => {
    if (document.querySelector("nlp-offline")) import("../offline/element.mjs");
    if (document.querySelector("nlp-saved")) import("../offline/saved.mjs");
  });
};
if (document.readyState === "complete") keepForLater();
else addEventListener("load", keepForLater, { once: true });

listenForExplanations();
followReading();
reachHeader();
offerLanguages();
acceptGuesses();
nameCodeBlocks();
reachWhatScrolls();
