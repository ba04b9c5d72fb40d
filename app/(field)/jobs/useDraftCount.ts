"use client";
import { useEffect, useState } from "react";
import { useOutbox } from "../_outbox/useOutbox.ts";
import { draftedTickets, watchDrafts } from "./recordDraft.ts";

/** How many records this person has begun on this phone and not sent. */
export function useDraftCount(personId: string): number {
  const [count, setCount] = useState(0);
  const { commands } = useOutbox();
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted again when a record was sent or came back
  useEffect(() => {
    const look = () => setCount(personId === "" ? 0 : draftedTickets(personId).length);
    look();
    return watchDrafts(look);
  }, [personId, commands]);
  return count;
}
