"use client";
import { useDesk } from "../desk.ts";
import { useWords } from "../useWords.ts";
import { useTicketList, useViewing } from "./viewing.ts";

/** A building or spot as the filter knows it, in the reader's language when an open job there says how. */
export function usePlaceName(at: string): string {
  const { store } = useDesk();
  const { list } = useViewing();
  const words = useWords();
  const first = store.ticket(useTicketList(list).ids[0] ?? "");
  if (words.zh || first === undefined) return at;
  return (first.plate.zh.building === undefined ? first.plate.en.spot : first.plate.en.building) ?? at;
}
