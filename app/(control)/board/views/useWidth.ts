"use client";
import type { RefObject } from "react";
import { useSize } from "./useSize.ts";

/** The inner width of an element, px, as it changes; `first` until it is measured. */
export function useWidth(element: RefObject<HTMLElement | null>, first: number): number {
  return useSize(element, { width: first, height: 0 }).width;
}
