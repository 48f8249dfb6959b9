// What this part of the book says to readers.
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 9.95e6 ? 1 : 0)} MB`;

export const words = {
  megabytes,
  newer: "A newer version of the book is here.",
  reload: "Reload",
  later: "Later",
  groups: { pages: "Pages, figures and exercises", python: "Python, for the exercises", fonts: "Typefaces", scripts: "Scripts and styles" },
  head: ["Part", "Size", "Saved"],
  all: "The whole book",
  part: (saved, bytes) => (saved === bytes ? "all" : saved ? megabytes(saved) : "none"),
  save: (bytes) => `Save the whole book (${megabytes(bytes)})`,
  stop: "Stop",
  remove: "Remove from this device",
  saving: (done, total) => `Saving: ${megabytes(done)} of ${megabytes(total)}`,
  saved: "The whole book is saved on this device. It is brought up to date when you read with a network.",
  stopped: "Stopped. What is saved stays, and saving goes on from there.",
  removed: "Removed. Your answers and your progress were not touched.",
  why: {
    none: "This browser keeps no files for the site, as is usual in a private window; the book works as long as there is a network.",
    insecure: "Browsers keep files only for sites with an https address; the book works as long as there is a network.",
    writing: "Nothing is kept while the book is being written: this is a preview.",
    refused: "This browser does not allow the site to keep files; the book works as long as there is a network.",
    full: "The browser gives this site no more room. What is saved stays; to have all of it, free some space on the device and save again.",
    network: "The network is gone. What is saved stays; save again when it is back.",
    gone: "A newer version of the book has just appeared. Reload this page and save again: what has not changed is not fetched twice.",
  },
  room: (needed, free) => `The book needs ${megabytes(needed)}, and the browser gives this site ${megabytes(free)}. Free some space on the device first.`,
  none: "No page is saved on this device yet.",
};
