// What the place to print says once it is asked for something.
export const words = {
  starting: "Python is starting; it writes the sheets in this page.",
  writing: "Writing the sheets.",
  done: (n) => `${n === 1 ? "1 exercise is" : `${n} exercises are`} on the sheets.`,
  failed: (why) => `The sheets could not be written: ${why} Try once more, or load the page again.`,
  noPython: "Python did not start.",
  offline: "You are offline, and not all of this chapter's exercises are on this device.",
};
