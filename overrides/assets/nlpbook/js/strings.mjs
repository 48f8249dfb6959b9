// Every word of the exercise element, by language: one more language is one more table here, and one for the grader's sentences in
// nlpbook.exercises.messages. `card` is what stands in a card before any script runs; Python writes it there in English (cardwords.py).
import { readSetting } from "./settings.mjs";

const ENGLISH = {
  card: {
    exercise: "Exercise {x}", unnumbered: "Exercise", bookmark: "Bookmark",
    "kind.number": "a number", "kind.vector": "a vector", "kind.choice": "one choice", "kind.choices": "all that apply",
    "kind.order": "an order", "kind.bugline": "find the line", "kind.code": "a program", "kind.table": "a table", "kind.text": "in words",
    "level.1": "Level 1 of 4: apply", "level.2": "Level 2 of 4: extend", "level.3": "Level 3 of 4: derive or build",
    "level.4": "Level 4 of 4: research",
    check: "Check", "check.code": "Run the tests", "check.text": "Compare with the model answer", run: "Run only",
    solution: "Solution", another: "Another one like this", reset: "Start over",
    label: "Your answer", component: "Component {x}", options: "Options",
    "order.how": "Drag by the dots or use the arrows. With the keyboard: Space lifts a line, the arrow keys move it.",
    "order.strangers": "Drag by the dots or use the arrows. With the keyboard: Space lifts a line, the arrow keys move it. " +
      "Some lines do not belong: leave them out.",
    "move.up": "Move up: {x}", "move.down": "Move down: {x}", "move.out": "Leave out: {x}",
    "line.empty": "empty line", repair: "The line, repaired", "repair.how": "(if you change it, it is run too)",
    program: "Program: choose one line", code: "Your code",
  },

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
  tooDeep: "This went deeper than Python can follow",
  tooDeepWhy: "Your answer is kept. Look for a function that calls itself too many times, or for lists or brackets nested inside each other thousands of times.",
  notAnswered: "This could not be checked",
  kept: "Your answer is kept.",
  unkept: "This browser keeps what you do here only until you close the page.",
  draftUnkept: "What you type here is kept only until you close the page.",
  saveCopy: "Save a copy",
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

const BANGLA = {
  card: {
    exercise: "অনুশীলনী {x}", unnumbered: "অনুশীলনী", bookmark: "চিহ্ন দিয়ে রাখুন",
    "kind.number": "একটি সংখ্যা", "kind.vector": "একটি ভেক্টর", "kind.choice": "একটি বাছাই", "kind.choices": "যা যা খাটে",
    "kind.order": "সাজানো", "kind.bugline": "লাইন খোঁজা", "kind.code": "একটি প্রোগ্রাম", "kind.table": "একটি সারণি", "kind.text": "নিজের ভাষায়",
    "level.1": "4-এর মধ্যে স্তর 1: প্রয়োগ", "level.2": "4-এর মধ্যে স্তর 2: এক ধাপ এগোনো", "level.3": "4-এর মধ্যে স্তর 3: প্রমাণ বা নির্মাণ",
    "level.4": "4-এর মধ্যে স্তর 4: গবেষণা",
    check: "যাচাই করুন", "check.code": "পরীক্ষা চালান", "check.text": "নমুনা উত্তরের সঙ্গে মেলান", run: "শুধু চালান",
    solution: "সমাধান", another: "এ রকম আরেকটি", reset: "আবার শুরু",
    label: "আপনার উত্তর", component: "উপাংশ {x}", options: "বিকল্প",
    "order.how": "বিন্দুগুলো ধরে টানুন, নয়তো তীর চাপুন। কিবোর্ডে: Space চাপলে টুকরো ওঠে, তীরচিহ্নে সরে।",
    "order.strangers": "বিন্দুগুলো ধরে টানুন, নয়তো তীর চাপুন। কিবোর্ডে: Space চাপলে টুকরো ওঠে, তীরচিহ্নে সরে। " +
      "কিছু টুকরো এখানকার নয়: সেগুলো বাদ দিন।",
    "move.up": "ওপরে নিন: {x}", "move.down": "নিচে নিন: {x}", "move.out": "বাদ দিন: {x}",
    "line.empty": "খালি লাইন", repair: "লাইনটি, ঠিক করে", "repair.how": "(বদলালে এটিও চালিয়ে দেখা হয়)",
    program: "প্রোগ্রাম: একটি লাইন বেছে নিন", code: "আপনার কোড",
  },

  mark: { "": "এখনও চেষ্টা করা হয়নি", tried: "চেষ্টা করা হয়েছে", half: "আংশিক ঠিক", full: "হয়ে গেছে", seen: "সমাধান দেখা হয়েছে" },
  judged: { right: "ঠিক", wrong: "ঠিক নয়", malformed: "পড়া যায় না" },

  waiting: "Python আসছে…",
  checking: "যাচাই হচ্ছে…",
  stop: "থামান",
  starting: "এই পাতায় Python চালু হচ্ছে। লিখতে থাকুন: তৈরি হলেই উত্তর যাচাই হবে।",
  startingShort: (size) => `Python চালু হচ্ছে, ${size}`,
  megabytes: (loaded, total) => `${(total / 1e6).toFixed(1)} MB-র মধ্যে ${(loaded / 1e6).toFixed(1)}`,
  megabytesSpoken: (loaded, total) => `Python: ${(total / 1e6).toFixed(1)} মেগাবাইটের মধ্যে ${(loaded / 1e6).toFixed(1)}`,
  steps: ["এই সাইটে পাওয়া গেছে", "Python আনা হচ্ছে, একবারই", "চালু হচ্ছে", "উত্তর যাচাই হচ্ছে"],

  notStarted: "Python চালু হয়নি",
  brokeOff: "Python মাঝপথে থেমে গেছে",
  tooDeep: "Python এত গভীরে যেতে পারে না",
  tooDeepWhy: "আপনার উত্তর রাখা আছে। এমন ফাংশন খুঁজুন যা নিজেকে খুব বেশিবার ডাকে, বা এমন লিস্ট কিংবা বন্ধনী যা একটির ভেতরে আরেকটি করে হাজার হাজার স্তরে আছে।",
  notAnswered: "এটি যাচাই করা যায়নি",
  kept: "আপনার উত্তর রাখা আছে।",
  unkept: "এখানে যা করছেন, পাতাটি বন্ধ করলে এই ব্রাউজারে তা আর থাকবে না।",
  draftUnkept: "এখানে যা লিখছেন, পাতাটি বন্ধ করলে তা আর থাকবে না।",
  saveCopy: "একটি কপি রেখে দিন",
  noSign: (seconds) => `পাতাটি ${seconds} সেকেন্ড অপেক্ষা করেও সাড়া পায়নি। আপনার উত্তর রাখা আছে।`,
  cause: (text) => `কারণ: ${text}`,
  offline: "মনে হয় যন্ত্রটি ইন্টারনেটে যুক্ত নয়।",
  retry: "আবার চেষ্টা করুন",

  endless: (seconds) => `${seconds} সেকেন্ড পরে থামানো হয়েছে`,
  endlessWhy: "আপনার প্রোগ্রাম শেষ হয়নি। এমন লুপ খুঁজুন যার শর্ত কখনও মিথ্যা হয় না, বা এমন ফাংশন যা নিজেকেই ডেকে চলে।",
  endlessNote: "পেছনে নতুন একটি Python চালু হচ্ছে।",
  stopped: "থামানো হয়েছে",
  stoppedWhy: "আপনার উত্তর রাখা আছে, এটি চেষ্টা হিসেবে গোনা হয়নি।",

  hint: (n, of) => `ইঙ্গিত (${of}টির ${n})`,
  nextHint: (n, of) => `পরের ইঙ্গিত (${of}টির ${n})`,
  hintLabel: (n, of) => `ইঙ্গিত, ${of}টির ${n}`,
  solution: "সমাধান",
  answer: "উত্তর",
  modelAnswer: "নমুনা উত্তর",
  shown: "সমাধান দেখানো হয়েছে",
  shownNote: "দেখা হিসেবে গোনা হয়, করা হিসেবে নয়।",
  shownNoteVary: "দেখা হিসেবে গোনা হয়, করা হিসেবে নয়। এ রকম আরেকটি এখনও করা যায়।",
  variant: (n) => `রূপ ${n}`,
  tries: (n) => `চেষ্টা ${n}`,
  rightAt: (n) => `${n} নম্বর চেষ্টায় ঠিক`,
  seen: "দেখা",
  selfGraded: "নিজে নম্বর দেওয়া",

  rubric: "আপনার উত্তরে কোন কোন কথা আছে?",
  points: (n) => `${n} পয়েন্ট`,

  lifted: (text, place, of) => `“${text}” তোলা হয়েছে, ${of}টির মধ্যে ${place} নম্বরে। তীরচিহ্নে সরে, Space চাপলে বসে, Escape চাপলে ফিরে যায়।`,
  moved: (text, place, of) => `“${text}”: ${of}টির মধ্যে ${place} নম্বরে।`,
  putBack: (text, place, of) => `“${text}” আবার ${of}টির মধ্যে ${place} নম্বরে।`,
  setDown: (text, place, of) => `“${text}” বসানো হয়েছে, ${of}টির মধ্যে ${place} নম্বরে।`,
  leftOut: (text) => `“${text}” বাদ দেওয়া হয়েছে।`,
  takenIn: (text) => `“${text}” আবার ধরা হয়েছে।`,

  chosenLine: "আপনার পছন্দ",
  tests: ["পরীক্ষা", "কল", "প্রত্যাশিত", "পাওয়া গেছে"],
  testResults: "পরীক্ষার ফল",
  passed: "✓ পাশ",
  failed: "✗ হয়নি",
  hiddenTest: (name) => (name ? `লুকানো পরীক্ষা: ${name}` : "লুকানো পরীক্ষা"),
  hiddenUntil: "পাশ করলে দেখানো হবে",
  output: "ছাপা হয়েছে",
  noOutput: "প্রোগ্রাম শেষ পর্যন্ত চলেছে, কিছুই ছাপেনি।",
  editorKeys: "Tab চাপলে লাইন ভেতরে সরে। Escape, তারপর Tab চাপলে সম্পাদক থেকে বেরোনো যায়।",
};

export const TABLES = { en: ENGLISH, bn: BANGLA };

const known = (value) => (value in TABLES ? value : "en");

/** The language that the exercises speak, and its table: both change when the reader chooses another. */
export let language = known(readSetting("language") ?? "en");
export let words = TABLES[language];

globalThis.addEventListener?.("nlp:setting", ({ detail: { name, value } }) => {
  if (name !== "language") return;
  language = known(value);
  words = TABLES[language];
  dispatchEvent(new Event("nlp:language"));
});
