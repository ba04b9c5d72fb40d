import { type Call, isBlank, newCall } from "./call.ts";

/** All calls that one operator has, oldest first; `at` is the key of the one on the line. */
export type Calls = {
  all: Call[];
  at: string;
  /** Calls of the phone system that have had their tab here, newest last: none opens a second time by itself. */
  known?: string[];
};

/** Another window of this operator changed a call, or ended it (null): what is said in the others stays. */
export function heardOf(calls: Calls, key: string, call: Call | null): Calls {
  const here = calls.all.some((each) => each.key === key);
  if (call !== null) {
    const all = here ? calls.all.map((each) => (each.key === key ? call : each)) : [...calls.all, call];
    const known = call.callId === null ? calls.known : remember(calls.known, [call.callId]);
    return { ...calls, all, ...(known && { known }) };
  }
  if (!here) return calls;
  const left = calls.all.filter((each) => each.key !== key);
  if (calls.at !== key) return { ...calls, all: left };
  const free = left.find(isBlank) ?? newCall();
  return { ...calls, all: left.includes(free) ? left : [...left, free], at: free.key };
}

/** Calls of the phone system that have had their tab, in any window. */
export function remember(known: string[] = [], more: string[]): string[] {
  return [...new Set([...known, ...more])].slice(-remembered);
}

/** A call as the phone system tells of it. */
export type Rung = { callId: string; number: string | null; startedAt: string };

/** More than one person can keep apart. */
export const mostCalls = 6;
/** A call that was answered gets its tab beyond that: it is there, whether there is room or not. */
const mostRung = 6;
const remembered = 50;

/** The calls as they were kept; whatever is not a call is left out, and there is always one. */
export function readCalls(kept: unknown): Calls {
  const found = kept as Partial<Calls> | null;
  const all = (Array.isArray(found?.all) ? found.all : [])
    .filter((call) => typeof call?.key === "string")
    .slice(0, mostCalls + mostRung)
    .map((call) => ({ ...newCall(), ...call }));
  if (all.length === 0) all.push(newCall());
  const at = all.find((call) => call.key === found?.at) ?? all[0]!;
  const known = (Array.isArray(found?.known) ? found.known : []).filter((id) => typeof id === "string");
  return { all, at: at.key, ...(known.length > 0 && { known }) };
}

/** Another call: a blank one that is there already, or a new one beside the others. */
export function opened(calls: Calls): Calls {
  const blank = calls.all.find(isBlank);
  if (blank) return { ...calls, at: blank.key };
  if (calls.all.length >= mostCalls) return calls;
  const call = newCall();
  return { ...calls, all: [...calls.all, call], at: call.key };
}

/** A call that was answered gets its card on the line, with its number typed in; once. */
export function rungIn(calls: Calls, rung: Rung): Calls {
  if (calls.known?.includes(rung.callId) || calls.all.some((call) => call.callId === rung.callId))
    return calls;
  const number = (rung.number ?? "").replace(/^\+86(?=1\d{10}$)/, "");
  // Two windows hear of it at once; by this key their cards are one.
  const call: Call = {
    ...newCall(),
    key: rung.callId,
    callId: rung.callId,
    number,
    startedAt: rung.startedAt,
  };
  const blank = calls.all.find(isBlank);
  const all = blank ? calls.all.map((each) => (each === blank ? call : each)) : [...calls.all, call];
  return { all, at: call.key, known: remember(calls.known, [rung.callId]) };
}

/** The call on the line gives way to the next one that waits, round and round. */
export function heldNext(calls: Calls): Calls {
  const { all, at } = calls;
  const here = all.findIndex((call) => call.key === at);
  return { ...calls, at: all[(here + 1) % all.length]!.key };
}

/**
 * A call is over: the one on the line, or the one of this key. Others that wait stay; the line is free for a new one,
 * unless somebody else is on it by now.
 */
export function filedOf(calls: Calls, key = calls.at): Calls {
  if (key !== calls.at) return { ...calls, all: calls.all.filter((each) => each.key !== key) };
  const call = newCall();
  return { ...calls, all: calls.all.map((each) => (each.key === key ? call : each)), at: call.key };
}

/** A call that was put aside is on the line again: in place of a blank one, and never of one in which something is said. */
export function restoredOf(calls: Calls, aside: Call): Calls {
  if (calls.all.some((call) => call.key === aside.key)) return { ...calls, at: aside.key };
  const free = calls.all.find(isBlank);
  const all = free ? calls.all.map((each) => (each === free ? aside : each)) : [...calls.all, aside];
  return { ...calls, all, at: aside.key };
}

/** The same caller, in the same call, tells of something else: who, from where and since when stay, the rest is asked anew. */
export function moreOf(calls: Calls, told: Call): Calls {
  const { number, reporterId, contactName, place, callId, startedAt, receivedAt, earlier } = told;
  const kept = { number, reporterId, contactName, place, callId, startedAt, receivedAt, earlier };
  const call: Call = { ...newCall(), ...kept };
  return restoredOf(calls, call);
}
