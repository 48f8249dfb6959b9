// Material puts an unnamed navigation landmark on every code block; screen readers list landmarks, so each needs a name.

/** Name those that are there and those that come. */
export function nameCodeBlocks() {
  const name = () => {
    document.querySelectorAll(".md-code__nav:not([aria-label])").forEach((nav, place) => {
      nav.setAttribute("aria-label", `Code block ${place + 1}`);
    });
  };
  name();
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
}
