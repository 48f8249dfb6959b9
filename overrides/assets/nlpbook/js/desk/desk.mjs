// The reader's desk of this page: one log for all its exercises.
import { Keeper } from "./keeper.mjs";

export { DeskFileError } from "./errors.mjs";

export const desk = new Keeper();

// A tab that slept, or came back out of the browser's memory of pages, may have missed what others did.
const look = () => { if (document.visibilityState === "visible") desk.look(); };
document.addEventListener("visibilitychange", look);
addEventListener("pageshow", (event) => { if (event.persisted) look(); });
