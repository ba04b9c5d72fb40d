/** What a single key does at the board. */
export type Act =
  | "down"
  | "up"
  | "first"
  | "last"
  | "assign"
  | "endPause"
  | "transfer"
  | "withdraw"
  | "triage"
  | "merge"
  | "attach"
  | "cancel"
  | "turnDown"
  | "open"
  | "lanes"
  | "list"
  | "timeline"
  | "grounds"
  | "pick"
  | "incident"
  | "back"
  | "plan"
  | "undo"
  | "acknowledge"
  | "alarms"
  | "find"
  | "hotline"
  | "help";

type Line = {
  /** Its words on the help sheet, under `control.keys`. */
  words: string;
  /** The caps that the sheet shows. */
  caps: readonly string[];
  /** The acts, each with the keys that do it as the browser names them, in lower case. */
  acts: Partial<Record<Act, readonly string[]>>;
};

/** Every single key of the board: what is heard and what the help sheet and the palette show is read from here. */
export const keyTable = [
  { words: "move", caps: ["J", "K", "↓", "↑"], acts: { down: ["j", "arrowdown"], up: ["k", "arrowup"] } },
  { words: "first", caps: ["Home", "End"], acts: { first: ["home"], last: ["end"] } },
  { words: "open", caps: ["Enter"], acts: { open: ["enter"] } },
  { words: "assign", caps: ["A"], acts: { assign: ["a"] } },
  { words: "confirm", caps: ["A", "Enter"], acts: {} },
  { words: "endPause", caps: ["R"], acts: { endPause: ["r"] } },
  { words: "transfer", caps: ["T"], acts: { transfer: ["t"] } },
  { words: "withdraw", caps: ["W"], acts: { withdraw: ["w"] } },
  { words: "triage", caps: ["U"], acts: { triage: ["u"] } },
  { words: "merge", caps: ["M"], acts: { merge: ["m"] } },
  { words: "cancel", caps: ["C"], acts: { cancel: ["c"] } },
  { words: "turnDown", caps: ["X"], acts: { turnDown: ["x"] } },
  { words: "undo", caps: ["Z"], acts: { undo: ["z"] } },
  { words: "palette", caps: ["Ctrl", "K"], acts: {} },
  {
    words: "views",
    caps: ["1", "2", "3", "4"],
    acts: { lanes: ["1"], list: ["2"], timeline: ["3"], grounds: ["4"] },
  },
  { words: "arrows", caps: ["←", "↑", "→", "↓"], acts: {} },
  { words: "pick", caps: ["Space"], acts: { pick: [" "] } },
  { words: "incident", caps: ["I"], acts: { incident: ["i"] } },
  { words: "attach", caps: ["G"], acts: { attach: ["g"] } },
  { words: "back", caps: ["Esc"], acts: { back: ["escape"] } },
  { words: "plan", caps: ["P"], acts: { plan: ["p"] } },
  { words: "acknowledge", caps: ["Y"], acts: { acknowledge: ["y"] } },
  { words: "alarms", caps: ["L"], acts: { alarms: ["l"] } },
  { words: "find", caps: ["/"], acts: { find: ["/"] } },
  { words: "hotline", caps: ["N"], acts: { hotline: ["n"] } },
  { words: "help", caps: ["?"], acts: { help: ["?"] } },
] as const satisfies readonly Line[];

const lines: readonly Line[] = keyTable;
const acts = new Map(
  lines.flatMap((line) =>
    Object.entries(line.acts).flatMap(([act, keys]) => keys.map((key) => [key, act as Act] as const)),
  ),
);

/** The act of a key as the browser names it. */
export function actOf(key: string): Act | undefined {
  return acts.get(key.toLowerCase());
}

/** The key that does it, as the reader's keyboard has it. */
export function capOf(act: Act): string | undefined {
  const line = lines.find((each) => act in each.acts);
  const at = Object.keys(line?.acts ?? {}).indexOf(act);
  return line?.caps[at];
}
