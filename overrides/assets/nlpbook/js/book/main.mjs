// The page's own small behaviours. Everything listens on the document, so that it goes on working when instant navigation
// swaps the page beneath it.
import { listenForExplanations } from "./popup.mjs";
import { followReading } from "./reading.mjs";
import { nameCodeBlocks } from "./names.mjs";
import { acceptGuesses } from "./guess.mjs";
import { reachWhatScrolls } from "./scroll.mjs";

// Only pages with exercises fetch what exercises need; `document$` tells of each page that instant navigation brings.
const upgradeExercises = () => { if (document.querySelector("nlp-exercise")) import("../exercise.mjs"); };
upgradeExercises();
window.document$?.subscribe(upgradeExercises);

listenForExplanations();
followReading();
acceptGuesses();
nameCodeBlocks();
reachWhatScrolls();
