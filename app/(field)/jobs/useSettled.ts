"use client";
import { useEffect, useRef, useState } from "react";

/** A press that was meant for what stood there before must not take what stands there now. ms. */
const settling = 500;

/** Has what can be pressed stood for long enough not to be pressed by mistake? What the page began with has. */
export function useSettled(what: string | null): boolean {
  const [at, setAt] = useState(what);
  const first = useRef(what);
  useEffect(() => {
    if (first.current === what) return setAt(what);
    first.current = what;
    const timer = setTimeout(() => setAt(what), settling);
    return () => clearTimeout(timer);
  }, [what]);
  return at === what;
}
