// The line under the header shows how far the page is read.
let waiting = false;

/** Follow scrolling, and page changes by instant navigation. */
export function followReading() {
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(draw);
  };
  document.addEventListener("scroll", later, { passive: true });
  window.addEventListener("resize", later);
  window.document$?.subscribe(later);
  later();
}

function draw() {
  waiting = false;
  const line = document.querySelector(".nb-read");
  const room = document.documentElement.scrollHeight - innerHeight;
  line?.style.setProperty("--nb-read-part", room > innerHeight ? Math.min(1, scrollY / room).toFixed(4) : "0");
}
