"use client";
import { type RefObject, useLayoutEffect, useState } from "react";

type Size = { width: number; height: number };

/** The inner size of an element, px, as it changes; `first` until it is measured. */
export function useSize(element: RefObject<HTMLElement | null>, first: Size): Size {
  const [size, setSize] = useState(first);
  useLayoutEffect(() => {
    const it = element.current;
    if (!it) return;
    const measure = () =>
      setSize((was) =>
        was.width === it.clientWidth && was.height === it.clientHeight
          ? was
          : { width: it.clientWidth, height: it.clientHeight },
      );
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(it);
    return () => watcher.disconnect();
  }, [element]);
  return size;
}
