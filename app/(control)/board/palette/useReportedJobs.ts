"use client";
import { useEffect, useMemo, useState } from "react";
import { api } from "#app/_trpc/client.ts";
import { type Told, toldBy } from "#app/_trpc/refusal.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { useDesk } from "../desk.ts";
import { mayName } from "../useReporters.ts";
import { useWords } from "../useWords.ts";
import { commandIn } from "./command.ts";
import type { Item } from "./item.ts";
import { jobItem, most } from "./useFoundJobs.ts";

/** A pause in typing after which the server is asked, ms. */
const pause = 180;

type Answer = { text: string; ids: readonly string[]; told: Told | null };
const none: Answer = { text: "", ids: [], told: null };

/**
 * Jobs by who reported them, whom the board's copy does not name: the server is asked for the typed words, as by the
 * search. `asking` while an answer to them is awaited, `told` why there is none.
 */
export function useReportedJobs(
  typed: string,
  wanted: (ticket: Ticket) => boolean,
  choose: (id: string) => void,
): { items: Item[]; asking: boolean; told: Told | null } {
  const { store } = useDesk();
  const words = useWords();
  const [answer, setAnswer] = useState(none);
  const asked = mayName(typed) && commandIn(typed) === null;
  useEffect(() => {
    if (!asked) return;
    let over = false;
    const take = (ids: readonly string[], told: Told | null) => over || setAnswer({ text: typed, ids, told });
    const timer = setTimeout(() => {
      api.board.reportedBy.query({ text: typed }).then(
        (ids) => take(ids, null),
        (error: unknown) => take([], toldBy(error)),
      );
    }, pause);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [typed, asked]);
  const isAnswered = asked && answer.text === typed;
  const items = useMemo(
    () =>
      (isAnswered ? answer.ids : [])
        .map((id) => store.ticket(id))
        .filter((ticket) => ticket !== undefined && wanted(ticket))
        .slice(0, most)
        .map((ticket) => jobItem(ticket!, "reported", words, choose)),
    [isAnswered, answer, store, wanted, words, choose],
  );
  return { items, asking: asked && !isAnswered, told: isAnswered ? answer.told : null };
}
