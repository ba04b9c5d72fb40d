"use client";
import { useCallback, useEffect, useRef, useState } from "react";

/** A pause in typing after which ten thousand jobs are asked again, ms. */
const pause = 120;

/** What stands in a field, and what the board has taken of it: taken at a pause, or when `settle` says so. */
export function useTyped(taken: string, take: (text: string) => void) {
  const [typed, setTyped] = useState(taken);
  const latest = useRef({ typed, take });
  latest.current = { typed, take };
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (timer.current === undefined) setTyped(taken);
  }, [taken]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const settle = useCallback(() => {
    if (timer.current === undefined) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    latest.current.take(latest.current.typed);
  }, []);
  const type = useCallback(
    (text: string) => {
      setTyped(text);
      clearTimeout(timer.current);
      timer.current = setTimeout(settle, pause);
    },
    [settle],
  );
  return { typed, type, settle };
}
