// What a program's run brought: a table of tests, and what it printed. Everything here may hold the reader's own words: text only.
import { make } from "./build.mjs";
import { clean } from "./sanitize.mjs";
import { words } from "./strings.mjs";

const code = (text) => make("code", {}, String(text ?? ""));

function row(test) {
  const mark = make("td", { class: test.ok ? "ok" : "no" }, test.ok ? words.passed : words.failed);
  if (test.hidden && !test.ok) {
    return make("tr", {}, mark, make("td", {}, words.hiddenTest(test.name)), make("td", { colspan: 2 }, words.hiddenUntil));
  }
  const call = make("td", {}, test.hidden ? words.hiddenTest(test.name) : code(test.call || test.name));
  return make("tr", {}, mark, call, make("td", {}, code(test.expected)), make("td", {}, code(test.got)));
}

/** A table of test results, or null when there are none. */
export function testTable(tests) {
  if (!tests?.length) return null;
  const head = make("tr", {}, ...words.tests.map((title) => make("th", { scope: "col" }, title)));
  const table = make("table", { class: "nx-tests" }, make("thead", {}, head), make("tbody", {}, ...tests.map(row)));
  return make("div", { class: "nx-scroll nx-results", tabindex: 0, role: "group", "aria-label": words.testResults }, table);
}

/** What the program printed, and how it broke off (markup from our Python, cleaned); null when there is neither. */
export function outputPane(text, errorHtml = "") {
  if (!text && !errorHtml) return null;
  const pane = make("div", { class: "nx-printed", "data-part": "output", role: "status" }, make("p", { class: "nx-label" }, words.output));
  if (text) pane.append(make("pre", { class: "nx-output", tabindex: 0 }, text));
  if (errorHtml) {
    const fault = make("div", { class: "nx-fault" });
    fault.append(clean(errorHtml));
    pane.append(fault);
  }
  return pane;
}
