// The page's own small behaviours. Everything listens on the document, so that it goes on working when instant navigation
// swaps the page beneath it.
import { listenForExplanations } from "./popup.mjs";
import { followReading } from "./reading.mjs";
import { nameCodeBlocks } from "./names.mjs";
import { acceptGuesses } from "./guess.mjs";
import { reachWhatScrolls } from "./scroll.mjs";

// A page with exercises names their module itself; this is for the pages that instant navigation brings (`document$`).
const upgradeExercises = () => { if (document.querySelector("nlp-exercise")) import("../exercise.mjs"); };
window.document$?.subscribe(upgradeExercises);

// Pages one looks things up on bring an element of their own; its script comes with the first of its kind.
const LOOKUP = { "nlp-glossary": () => import("../lookup/glossary.mjs"), "nlp-guide": () => import("../lookup/guide.mjs") };
window.document$?.subscribe(() => {
  for (const [name, load] of Object.entries(LOOKUP)) if (document.querySelector(name)) load();
});

listenForExplanations();
followReading();
acceptGuesses();
nameCodeBlocks();
reachWhatScrolls();
