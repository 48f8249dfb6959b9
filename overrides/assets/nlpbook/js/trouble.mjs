// When no verdict comes: what to tell the reader, and what to offer.
import { button } from "./build.mjs";
import { words } from "./strings.mjs";

const TOO_DEEP = /call stack size|too much recursion/i;  // as browsers put it

/**
 * Turn an error into a slip. `state` is missing when the exercise stays as it was (the reader stopped it themselves).
 * `again` is what Try again does.
 */
export function explain(error, again) {
  const cause = error.message ? words.cause(error.message) : "";
  const offline = navigator.onLine === false ? words.offline : "";
  const note = [cause, offline].filter(Boolean).join(" ");
  switch (error.kind) {
    case "endless":
      return {
        state: "wrong", counts: true, headline: words.endless(error.seconds), message: words.endlessWhy, note: words.endlessNote,
      };
    case "stopped":
      return { headline: words.stopped, message: words.stoppedWhy };
    case "silent":
      return { state: "failed", headline: words.notStarted, message: words.noSign(error.seconds), note, action: retry(again) };
    case "start":
      return { state: "failed", headline: words.notStarted, message: words.kept, note, action: retry(again) };
    case "broken":
      if (TOO_DEEP.test(error.message)) return { state: "failed", headline: words.tooDeep, message: words.tooDeepWhy };
      return { state: "failed", headline: words.brokeOff, message: words.kept, note, action: retry(again) };
    default:
      return { state: "failed", headline: words.notAnswered, message: words.kept, note, action: retry(again) };
  }
}

const retry = (again) => button("retry", words.retry, () => again());
