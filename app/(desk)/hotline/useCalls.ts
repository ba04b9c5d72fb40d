"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { type Call, isBlank } from "./call.ts";
import { type Calls, filedOf, heldNext, moreOf, opened, type Rung, readCalls, rungIn } from "./calls.ts";

/**
 * The calls under way, one of them on the line, all kept on this machine at every change, so that a crash loses none.
 * `ready` is false until the browser has looked for them.
 */
export function useCalls(personId: string) {
  const drawer = `mendline.calls.${personId}`;
  const [calls, setCalls] = useState<Calls | null>(null);
  const [before, setBefore] = useState<Call | null>(null);
  const latest = useRef<Calls | null>(null);

  const keep = useCallback(
    (next: Calls) => {
      latest.current = next;
      setCalls(next);
      try {
        if (next.all.every(isBlank)) localStorage.removeItem(drawer);
        else localStorage.setItem(drawer, JSON.stringify(next));
      } catch {
        // A full or forbidden store: the calls then live as long as the page.
      }
    },
    [drawer],
  );

  useEffect(() => {
    let found: unknown = null;
    try {
      found = JSON.parse(localStorage.getItem(drawer) ?? "null");
    } catch {
      // Not ours, or not whole: begin anew.
    }
    latest.current = readCalls(found);
    setCalls(latest.current);
  }, [drawer]);

  /** Sets something of the call on the line. */
  const put = useCallback(
    (patch: Partial<Call>) => {
      const now = latest.current;
      if (now) keep({ ...now, all: now.all.map((c) => (c.key === now.at ? { ...c, ...patch } : c)) });
    },
    [keep],
  );
  /** The call on the line is over: filed, or put aside for `restore`. The next begins in its place. */
  const begin = useCallback(
    (filed: boolean) => {
      const now = latest.current;
      if (!now) return;
      const over = now.all.find((c) => c.key === now.at);
      setBefore(filed || !over || isBlank(over) ? null : over);
      keep(filedOf(now));
    },
    [keep],
  );
  const restore = useCallback(() => {
    const now = latest.current;
    if (before && now)
      keep({ ...now, all: now.all.map((c) => (c.key === now.at ? before : c)), at: before.key });
    setBefore(null);
  }, [before, keep]);
  /** Another call comes in; the one on the line waits as it is. */
  const open = useCallback(() => {
    if (latest.current) keep(opened(latest.current));
  }, [keep]);
  /** Calls that this operator answered get their cards; what is typed in another stays there. True if one was new. */
  const ringIn = useCallback(
    (rung: Rung[]): boolean => {
      const now = latest.current;
      if (!now) return false;
      const next = rung.reduce(rungIn, now);
      if (next !== now) keep(next);
      return next !== now;
    },
    [keep],
  );
  /** One more from who told this: in place of the blank call that came after it. */
  const more = useCallback(
    (told: Call) => {
      if (latest.current) keep(moreOf(latest.current, told));
    },
    [keep],
  );
  const hold = useCallback(() => {
    if (latest.current) keep(heldNext(latest.current));
  }, [keep]);
  const show = useCallback(
    (key: string) => {
      if (latest.current) keep({ ...latest.current, at: key });
    },
    [keep],
  );

  const call = calls?.all.find((c) => c.key === calls.at) ?? null;
  return {
    all: calls?.all ?? [],
    call,
    put,
    begin,
    open,
    ringIn,
    more,
    hold,
    show,
    restore: before === null ? null : restore,
  };
}
