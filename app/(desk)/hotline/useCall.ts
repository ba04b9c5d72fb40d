"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { type Call, isBlank, newCall } from "./call.ts";

/**
 * The call under way, kept on this machine at every change until it is filed, so that a crash loses nothing. `put` sets
 * some of it, `begin` starts the next one and keeps what was there for `restore`.
 */
export function useCall(personId: string) {
  const drawer = `mendline.call.${personId}`;
  const [call, setCall] = useState<Call | null>(null);
  const [before, setBefore] = useState<Call | null>(null);
  const latest = useRef<Call | null>(null);

  const keep = useCallback(
    (next: Call) => {
      latest.current = next;
      setCall(next);
      try {
        if (isBlank(next)) localStorage.removeItem(drawer);
        else localStorage.setItem(drawer, JSON.stringify(next));
      } catch {
        // A full or forbidden store: the call then lives as long as the page.
      }
    },
    [drawer],
  );

  useEffect(() => {
    let found: Partial<Call> | null = null;
    try {
      found = JSON.parse(localStorage.getItem(drawer) ?? "null") as Partial<Call> | null;
    } catch {
      // Not ours, or not whole: begin anew.
    }
    const next = { ...newCall(), ...found };
    latest.current = next;
    setCall(next);
  }, [drawer]);

  const put = useCallback(
    (patch: Partial<Call>) => {
      if (latest.current !== null) keep({ ...latest.current, ...patch });
    },
    [keep],
  );
  const begin = useCallback(
    (filed: boolean) => {
      setBefore(filed || latest.current === null || isBlank(latest.current) ? null : latest.current);
      keep(newCall());
    },
    [keep],
  );
  const restore = useCallback(() => {
    if (before !== null) keep(before);
    setBefore(null);
  }, [before, keep]);

  return { call, put, begin, restore: before === null ? null : restore };
}
