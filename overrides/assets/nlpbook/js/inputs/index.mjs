// The nine kinds. Each has: read(area) -> answer, write(area, answer), judge(area, parts, state, result), forget(area),
// and where it needs them connect(area, host) for its own events and edited(area, target) after typing.
import { bugline } from "./bugline.mjs";
import { code } from "./code.mjs";
import { number, table, vector } from "./fields.mjs";
import { choice, choices } from "./options.mjs";
import { order } from "./order.mjs";
import { text } from "./text.mjs";

export const kinds = { number, vector, choice, choices, order, bugline, code, table, text };
