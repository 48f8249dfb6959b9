// What is wider than its place can be scrolled sideways; then it must be reachable by keyboard too, and only then. Whether it
// is wide is asked when it comes near: asking earlier would lay out the whole chapter. Until then it can be reached.
const WIDE = ".nb-out, .nb-plot, .nb-math--display, .md-typeset__scrollwrap, .jp-OutputArea-output";
const NEAR = "100% 0%";

const measure = (part) => {
  if (part.scrollWidth > part.clientWidth + 1) part.tabIndex = 0;
  else part.removeAttribute("tabindex");
};
const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => measure(target)));  // also when it is first observed
const places = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) sizes.observe(target);
    else sizes.unobserve(target);
  }
}, { rootMargin: NEAR });

/** Look after all of this page and of those that instant navigation brings. */
export function reachWhatScrolls() {
  const begin = () => {
    for (const part of document.querySelectorAll(WIDE)) {
      part.tabIndex = 0;
      places.observe(part);
    }
  };
  if (window.document$) window.document$.subscribe(begin);
  else begin();
}
