// The loading state: four named steps, real bytes, and that typing is safe.
import { make } from "./build.mjs";
import { words } from "./strings.mjs";

/** Build the panel. `update({ step, loaded, total })` moves it on; step counts from 0. */
export function loadingPanel() {
  const size = make("span", {});
  const bar = make("progress", { max: 1, value: 0, "aria-label": words.starting });
  const steps = words.steps.map((text) => make("li", {}, make("span", { class: "nb-mark", "data-is": "" }), text));
  const panel = make("div", { class: "nx-load", "data-part": "loading" },
    make("p", {}, make("span", {}, words.starting), size), bar, make("ol", { class: "nx-steps" }, ...steps));
  const update = ({ step, loaded, total }) => {
    if (total) {
      size.textContent = words.megabytes(loaded, total);
      bar.max = total;
      bar.value = loaded;
      bar.setAttribute("aria-label", words.megabytesSpoken(loaded, total));
    }
    steps.forEach((item, place) => {
      item.firstChild.dataset.is = place < step ? "full" : "";
      item.toggleAttribute("aria-current", place === step);
      if (place === step) item.setAttribute("aria-current", "step");
    });
  };
  return { panel, update };
}
