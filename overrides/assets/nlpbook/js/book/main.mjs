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
acceptGuesses();
nameCodeBlocks();
reachWhatScrolls();
