"use client";
import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { type Call, isBlank } from "./call.ts";
import { heardFrom, keepInStore, readStore } from "./callStore.ts";
import {
  type Calls,
  filedOf,
  heardOf,
  heldNext,
  moreOf,
  opened,
  type Rung,
  readCalls,
  restoredOf,
  rungIn,
} from "./calls.ts";

/** Which call is on the line is each window's own. */
const lineOf = (personId: string) => `mendline.line.${personId}`;

/**
 * The calls under way, one of them on the line, all kept on this machine at every change, so that a crash loses none;
 * windows of one operator share them. `call` is null until the browser has looked for them.
 */
export function useCalls(personId: string) {
  const [calls, setCalls] = useState<Calls | null>(null);
  const [before, setBefore] = useState<Call | null>(null);
  const latest = useRef<Calls | null>(null);

  const keep = useCallback(
    (next: Calls) => {
      const was = latest.current;
      latest.current = next;
      setCalls(next);
      try {
        if (was) keepInStore(localStorage, personId, was, next);
        sessionStorage.setItem(lineOf(personId), next.at);
      } catch {
        // A full or forbidden store: the calls then live as long as the page.
      }
    },
    [personId],
  );

  // In the moment in which the form begins to listen: what is typed before there is a call to put it into is lost.
  useLayoutEffect(() => {
    let found = readCalls(null);
    try {
      found = readStore(localStorage, personId, sessionStorage.getItem(lineOf(personId)));
    } catch {
      // A forbidden store: begin anew.
    }
    latest.current = found;
    setCalls(found);
    const heard = (change: StorageEvent) => {
      const what = change.storageArea === localStorage ? heardFrom(personId, change) : null;
      if (what === null || latest.current === null) return;
      latest.current = heardOf(latest.current, what.key, what.call);
      setCalls(latest.current);
    };
    window.addEventListener("storage", heard);
    return () => window.removeEventListener("storage", heard);
  }, [personId]);

  /** Sets something of the call on the line. */
  const put = useCallback(
    (patch: Partial<Call>) => {
      const now = latest.current;
      if (now) keep({ ...now, all: now.all.map((c) => (c.key === now.at ? { ...c, ...patch } : c)) });
    },
    [keep],
  );
  /** The call on the line is put aside for `restore`; the next begins in its place. */
  const begin = useCallback(() => {
    const now = latest.current;
    if (!now) return;
    const over = now.all.find((c) => c.key === now.at);
    setBefore(!over || isBlank(over) ? null : over);
    keep(filedOf(now));
  }, [keep]);
  /** This call is filed, whichever is on the line by now. True if it still was the one. */
  const filed = useCallback(
    (key: string): boolean => {
      const now = latest.current;
      if (!now) return false;
      const onLine = now.at === key;
      setBefore((aside) => (onLine || aside?.key === key ? null : aside));
      keep(filedOf(now, key));
      return onLine;
    },
    [keep],
  );
  /** Whether this call is the one on the line at this moment. */
  const isOnLine = useCallback((key: string) => latest.current?.at === key, []);
  const restore = useCallback(() => {
    const now = latest.current;
    if (before && now) keep(restoredOf(now, before));
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
    filed,
    isOnLine,
    open,
    ringIn,
    more,
    hold,
    show,
    restore: before === null ? null : restore,
  };
}
