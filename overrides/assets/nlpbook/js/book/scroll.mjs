// What is wider than its place can be scrolled sideways; then it must be reachable by keyboard too, and only then.
const WIDE = ".nb-out, .nb-plot, .nb-math--display, .md-typeset__scrollwrap, .jp-OutputArea-output";

/** Look again whenever the page or its width changes. */
export function reachWhatScrolls() {
  const look = () => {
    for (const part of document.querySelectorAll(WIDE)) {
      if (part.scrollWidth > part.clientWidth + 1) part.tabIndex = 0;
      else part.removeAttribute("tabindex");
    }
  };
  window.addEventListener("resize", look);
  document.fonts?.ready.then(look);
  if (window.document$) window.document$.subscribe(look);
  else look();
}
