"use client";
import { useSyncExternalStore } from "react";
import { currentOutbox, emptyOutbox, type Outbox, watchOutbox } from "./outbox.ts";

/** What this phone keeps for the person who is signed in; it changes as things are kept, sent and refused. */
export function useOutbox(): Outbox {
  return useSyncExternalStore(watchOutbox, currentOutbox, emptyOutbox);
}
