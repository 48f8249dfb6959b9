// Every word the page's own scripts say. A second language is a second table; Python's messages have theirs in Python.
const ENGLISH = {
  mark: { "": "not tried yet", tried: "tried", half: "partly right", full: "done", seen: "solution seen" },
  judged: { right: "right", wrong: "not right", malformed: "cannot be read" },

  waiting: "Waiting for Python…",
  checking: "Checking…",
  stop: "Stop",
  starting: "Starting Python in this page. Keep typing: your answer is checked as soon as it is ready.",
  startingShort: (size) => `starting Python, ${size}`,
  megabytes: (loaded, total) => `${(loaded / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`,
  megabytesSpoken: (loaded, total) => `Python: ${(loaded / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} megabytes`,
  steps: ["found on this site", "fetching Python, once", "starting it", "checking your answer"],

  notStarted: "Python did not start",
  brokeOff: "Python broke off",
  notAnswered: "This could not be checked",
  kept: "Your answer is kept.",
  noSign: (seconds) => `The page waited ${seconds} seconds without a sign of it. Your answer is kept.`,
  cause: (text) => `Cause: ${text}`,
  offline: "The device seems to be offline.",
  retry: "Try again",

  endless: (seconds) => `Stopped after ${seconds} seconds`,
  endlessWhy: "Your program did not end. Look for a loop whose condition never becomes false, or a function that keeps calling itself.",
  endlessNote: "A fresh Python is starting in the background.",
  stopped: "Stopped",
  stoppedWhy: "Your answer is kept and does not count as a try.",

  hint: (n, of) => `Hint (${n} of ${of})`,
  nextHint: (n, of) => `Next hint (${n} of ${of})`,
  hintLabel: (n, of) => `Hint ${n} of ${of}`,
  solution: "Solution",
  answer: "The answer",
  modelAnswer: "Model answer",
  shown: "Solution shown",
  shownNote: "Counts as seen, not as solved.",
  shownNoteVary: "Counts as seen, not as solved. Another one like this can still be solved.",
  variant: (n) => `variant ${n}`,
  tries: (n) => `try ${n}`,
  rightAt: (n) => `right at try ${n}`,
  seen: "seen",
  selfGraded: "self-graded",

  rubric: "Which points does your answer make?",
  points: (n) => (n === 1 ? "1 point" : `${n} points`),

  lifted: (text, place, of) => `“${text}” lifted, place ${place} of ${of}. Arrow keys move it, Space sets it down, Escape puts it back.`,
  moved: (text, place, of) => `“${text}”: place ${place} of ${of}.`,
  putBack: (text, place, of) => `“${text}” is back at place ${place} of ${of}.`,
  setDown: (text, place, of) => `“${text}” set down, place ${place} of ${of}.`,
  leftOut: (text) => `“${text}” is left out.`,
  takenIn: (text) => `“${text}” takes part again.`,

  chosenLine: "your choice",
  tests: ["test", "call", "expected", "got"],
  testResults: "Test results",
  passed: "✓ passed",
  failed: "✗ failed",
  hiddenTest: (name) => (name ? `hidden test: ${name}` : "hidden test"),
  hiddenUntil: "shown once it passes",
  output: "Output",
  noOutput: "The program ran to its end and printed nothing.",
  editorKeys: "Tab indents. Escape, then Tab, leaves the editor.",
};

const TABLES = { en: ENGLISH };

/** The table for the language of the page; English where there is none. */
export const words = TABLES[(document.documentElement.lang || "en").slice(0, 2)] ?? ENGLISH;
