// The entry: one custom element for all nine kinds. It starts by itself wherever the element appears, also after an instant
// change of page.
import { NlpExercise } from "./element.mjs";

if (!customElements.get("nlp-exercise")) customElements.define("nlp-exercise", NlpExercise);
