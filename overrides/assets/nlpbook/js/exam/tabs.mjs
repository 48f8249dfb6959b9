// One tab at a time writes a paper. The browser's own locks end with the tab, also when it crashes.
const NAME = "nlpbook-exam-";

/**
 * Hold an exam for this element until `release()`. `onHeld` is called when it is ours, `onWait` when another tab has it, `onLost`
 * when another tab has taken it over; in both cases it becomes ours again as soon as that tab lets go.
 */
export function holdExam(exam, { onHeld, onWait, onLost }) {
  if (!navigator.locks) {  // an old browser: there is no way to know of other tabs
    onHeld();
    return { release() {}, takeOver() {} };
  }
  let free = null;
  let gone = false;
  let waiting = null;
  const held = () => {
    if (gone) return undefined;
    onHeld();
    return new Promise((resolve) => { free = resolve; });
  };
  const lost = (error, signal) => {
    if (gone || signal?.aborted || error.name !== "AbortError") return;
    onLost();
    wait();
  };
  const ask = (options) => navigator.locks.request(NAME + exam, options, held).catch((error) => lost(error, options.signal));
  const wait = () => {
    waiting = new AbortController();
    ask({ signal: waiting.signal });
  };
  navigator.locks.request(NAME + exam, { ifAvailable: true }, (lock) => {
    if (lock) return held();
    if (!gone) {
      onWait();
      wait();
    }
    return undefined;
  }).catch(lost);
  return {
    release() {
      gone = true;
      waiting?.abort();
      free?.();
    },
    takeOver() {
      waiting?.abort();
      ask({ steal: true });
    },
  };
}
