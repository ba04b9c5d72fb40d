"use client";
import { useEffect, useState } from "react";
import { useOutbox } from "../_outbox/useOutbox.ts";
import { draftedTickets, watchDrafts } from "./recordDraft.ts";

/** The tickets of which this person has begun a record on this phone and not sent it. */
export function useDrafted(personId: string): string[] {
  const [drafted, setDrafted] = useState<string[]>([]);
  const { commands } = useOutbox();
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked up again when a record was sent or came back
  useEffect(() => {
    const look = () => setDrafted(personId === "" ? [] : draftedTickets(personId));
    look();
    return watchDrafts(look);
  }, [personId, commands]);
  return drafted;
}
