// The entry of the exams: two elements, defined when a page with one of them comes.
import { NlpExam } from "./element.mjs";
import { NlpExams } from "./history.mjs";

if (!customElements.get("nlp-exam")) customElements.define("nlp-exam", NlpExam);
if (!customElements.get("nlp-exams")) customElements.define("nlp-exams", NlpExams);
