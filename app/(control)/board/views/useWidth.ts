"use client";
import { type RefObject, useLayoutEffect, useState } from "react";

/** The inner width of an element, px, as it changes; `first` until it is measured. */
export function useWidth(element: RefObject<HTMLElement | null>, first: number): number {
  const [width, setWidth] = useState(first);
  useLayoutEffect(() => {
    const it = element.current;
    if (!it) return;
    const measure = () => setWidth(it.clientWidth);
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(it);
    return () => watcher.disconnect();
  }, [element]);
  return width;
}
