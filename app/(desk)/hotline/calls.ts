import { type Call, isBlank, newCall } from "./call.ts";

/** All calls that one operator has, oldest first; `at` is the key of the one on the line. */
export type Calls = { all: Call[]; at: string };

/** More than one person can keep apart. */
export const mostCalls = 6;

/** The calls as they were kept; whatever is not a call is left out, and there is always one. */
export function readCalls(kept: unknown): Calls {
  const found = kept as Partial<Calls> | null;
  const all = (Array.isArray(found?.all) ? found.all : [])
    .filter((call) => typeof call?.key === "string")
    .slice(0, mostCalls)
    .map((call) => ({ ...newCall(), ...call }));
  if (all.length === 0) all.push(newCall());
  const at = all.find((call) => call.key === found?.at) ?? all[0]!;
  return { all, at: at.key };
}

/** Another call: a blank one that is there already, or a new one beside the others. */
export function opened({ all, at }: Calls): Calls {
  const blank = all.find(isBlank);
  if (blank) return { all, at: blank.key };
  if (all.length >= mostCalls) return { all, at };
  const call = newCall();
  return { all: [...all, call], at: call.key };
}

/** The call on the line gives way to the next one that waits, round and round. */
export function heldNext({ all, at }: Calls): Calls {
  const here = all.findIndex((call) => call.key === at);
  return { all, at: all[(here + 1) % all.length]!.key };
}

/** The call on the line is over. Others that wait stay; the line is free for a new one. */
export function filedOf({ all, at }: Calls): Calls {
  const call = newCall();
  return { all: all.map((each) => (each.key === at ? call : each)), at: call.key };
}
