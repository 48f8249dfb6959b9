// Exercises stand on the page as text; what brings them to life is fetched when one comes near the screen, so that a reader
// on a slow line gets the chapter first.
const NEAR = "50% 0%";  // of the screen: scrolling there takes longer than fetching
const AGAIN = 5000;     // milliseconds after which a line that failed may be back

/** Call `load` when one of the elements that `selector` means is near, until it succeeds; also on pages that instant navigation brings. */
export function whenNear(selector, load) {
  const places = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    places.disconnect();
    load().catch(() => setTimeout(observe, AGAIN));
  }, { rootMargin: NEAR });
  const observe = () => document.querySelectorAll(selector).forEach((one) => places.observe(one));
  if (window.document$) window.document$.subscribe(observe);
  else observe();
}
