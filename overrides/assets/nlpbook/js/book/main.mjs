// The page's own small behaviours. Everything listens on the document, so that it goes on working when instant navigation
// swaps the page beneath it.
import { offerLanguages } from "./languages.mjs";
import { listenForExplanations } from "./popup.mjs";
import { followReading } from "./reading.mjs";
import { nameCodeBlocks } from "./names.mjs";
import { acceptGuesses } from "./guess.mjs";
import { reachWhatScrolls } from "./scroll.mjs";

// A page with exercises names their module itself; this is for the pages that instant navigation brings (`document$`).
const upgradeExercises = () => { if (document.querySelector("nlp-exercise")) import("../exercise.mjs"); };
window.document$?.subscribe(upgradeExercises);

listenForExplanations();
followReading();
offerLanguages();
acceptGuesses();
nameCodeBlocks();
reachWhatScrolls();
