// What the desk says.
const DAY = 86_400_000;

export const plural = (n, one, many = `${one}s`) => (n === 1 ? `1 ${one}` : `${n} ${many}`);
export const percent = (share) => `${Math.round(100 * share)} %`;
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** "today", "in 3 days", "in 2 months": when something comes. */
export function until(ms) {
  const days = Math.ceil(ms / DAY);
  if (days <= 0) return "today";
  if (days === 1) return "tomorrow";
  if (days < 60) return `in ${days} days`;
  return days < 700 ? `in ${Math.round(days / 30.4)} months` : `in ${Math.round(days / 365)} years`;
}

/** "today", "yesterday", "12 days ago". */
export function ago(ms) {
  const days = Math.floor(ms / DAY);
  if (days <= 0) return "today";
  return days === 1 ? "yesterday" : `${days} days ago`;
}

const dayAndMonth = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });

export const words = {
  date: (date) => date.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" }),
  fresh: "Nothing is on it yet. Do an exercise in any chapter, and this page will remember it, tell you when to come back to it and what to do next.",
  ripe: (skills, cards) => `${capital([skills && plural(skills, "skill"), cards && plural(cards, "card")].filter(Boolean).join(" and "))} ${skills + cards === 1 ? "is" : "are"} ripe for review`,
  calm: "Nothing is ripe for review today",
  openAt: (title, ripe) => `${ripe ? "; after that, " : ", and "}${title} is open where you left it.`,

  due: "to review",
  minutes: (n) => `about ${plural(n, "minute")}, with fresh numbers.`,
  wait: (name, time) => ` Longest wait: ${name}, ${time}.`,
  start: "Start the review",
  nothingDue: "Nothing to review now",
  nextDue: (name, time) => `${capital(name)} comes back ${time}.`,
  noneYet: "What you practise comes back here just before you would forget it.",
  practise: "Practise anyway",

  chapters: "Chapters",
  of: (done, all) => `${done} of ${all}`,
  firstTry: (share) => `${percent(share)} first try`,
  marks: { "": "open", tried: "tried", half: "partly right", full: "done", seen: "solution seen" },
  chapterLine: (done, all, first) => `${done} of ${all} exercises done${first === null ? "" : `, ${percent(first)} of those tried right at the first try`}`,

  left: "Left on the desk",
  nothingLeft: "Nothing half done, nothing bookmarked.",
  bookmarked: "bookmarked",
  said: (text) => (text ? `tried, ${text}` : "tried"),
  half: "partly right",
  next: "What to do next",
  unread: (id) => `An exercise that has left the book (${id})`,

  weeks: "Twelve weeks",
  streak: (now, best) => (now === 0 ? `The longest run of days was ${best}. ` : `${plural(now, "day")} in a row; the longest was ${best}. `),
  grace: "A missed day costs nothing.",
  day: (date, n) => `${dayAndMonth.format(date)}: ${n ? plural(n, "answer") : "nothing"}`,
  weeksAlt: (days, answers) => `Answers a day over twelve weeks: ${plural(answers, "answer")} on ${plural(days, "day")}.`,

  skills: "Skills",
  skillsMore: (n) => `All ${n} skills`,
  skillsFewer: "Fewer",
  dueNow: (recall) => `due, recall ${percent(recall)}`,
  dueIn: (time, recall) => `${time}, ${percent(recall)}`,
  notYet: "not met yet",
  skillLine: (done, all, first) => `${done} of ${all} done${first === null ? "" : `, ${percent(first)} first try`}`,

  data: "Your data",
  kept: (answers, drafts) => `Kept on this device only: ${plural(answers, "answer")}, ${plural(drafts, "draft")}. `,
  lastCopy: (time) => `Last copy saved ${time}.`,
  noCopy: "No copy saved yet.",
  visit: "This browser keeps nothing for us beyond this visit. Save a copy before you leave, and load it when you come back.",
  problems: "What was found damaged is set aside; everything else is here.",
  save: "Save a copy",
  load: "Load a copy",
  erase: "Erase…",
  eraseSure: "Erase everything that this book keeps on this device?",
  eraseYes: "Erase it all",
  eraseNo: "Keep it",
  erased: "Everything is erased. Until you leave this page it can be brought back.",
  undo: "Bring it back",
  undone: "Everything is back.",
  saved: "The copy is in your downloads.",
  loaded: ({ added, known }) => (added ? `${plural(added, "entry", "entries")} added; ${known} were known already.` : "Nothing new in it: all of it was known already."),
  huge: (size) => `This file has ${size} MB; a desk is never that large. Nothing was changed.`,
  fileName: (day) => `nlpbook-${day}.json`,
};
