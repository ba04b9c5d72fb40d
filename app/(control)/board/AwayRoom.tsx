"use client";
import type { ReactNode } from "react";
import { AwayContext, useAway } from "./away.ts";

/** Asks once for the whole board who is not there. */
export function AwayRoom({ children }: { children: ReactNode }) {
  return <AwayContext value={useAway()}>{children}</AwayContext>;
}
