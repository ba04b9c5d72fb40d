"use client";
import type { ReactNode } from "react";
import { useChosenDanger } from "./useChosenDanger.ts";

/** Everything beside a danger waits. */
export function UnlessDanger({ children }: { children: ReactNode }) {
  return useChosenDanger() === null ? children : null;
}
