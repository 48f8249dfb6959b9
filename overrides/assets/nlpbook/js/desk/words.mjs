// What the desk's store tells the reader.
export const words = {
  noDatabase: "The browser's database cannot be used",
  noRoom: "The browser has no room left",
  notKept: "What you do now is kept only until this page is closed. Save it as a file to keep it.",
  keptElsewhere: "What you do is kept all the same, in a smaller store, and moved when the database answers.",
  aside: (count) => (count === 1 ? "One record could not be read" : `${count} records could not be read`),
  asideWhy: (why) => `Damaged: ${why}. It is set aside; everything else is there.`,
  asideBefore: "found on an earlier visit",
  slow: "it has not answered yet",
  draftsLeft: (count) => (count === 1 ? "One draft of the file found no room" : `${count} drafts of the file found no room`),
  draftsLeftWhy: "The attempts are all there. Make room in the browser and read the file once more.",
  notErased: "Nothing was erased: the browser's database did not answer.",
  file: {
    huge: (size, limit) => `This file has ${size} MB; a desk is never larger than ${limit} MB. Nothing was changed.`,
    broken: (why) => `This file is damaged or only part of one: it is not whole JSON (${why}). Nothing was changed.`,
    deep: "This file is nested more deeply than any desk. Nothing was changed.",
    foreign: "This is a file of something else, not of this book's desk. Nothing was changed.",
    newer: (version) => `This file is of a newer format (${version}) than this page can read. Reload the page, then try again. Nothing was changed.`,
    event: (place, why) => `Event ${place} of this file cannot be read: ${why}. Nothing was changed.`,
    draft: (name) => `The draft “${name}” of this file cannot be read. Nothing was changed.`,
    noRoom: "The browser has no room for this file. Nothing was changed.",
  },
};
