"use client";
import { useMemo } from "react";
import { plateLine } from "#server/domain/place/plate.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { useDesk, useRevision } from "../desk.ts";
import { useWords } from "../useWords.ts";
import { fit, type Item, soughtIn } from "./item.ts";

const read = new WeakMap<Ticket, string[]>();

/** What a job is found by; read once for each state of a ticket, of which there are thousands. */
function soughtOf(ticket: Ticket, fault: { nameZh: string; nameEn: string } | undefined): string[] {
  const known = read.get(ticket);
  if (known) return known;
  const { zh, en } = ticket.plate;
  const names = [plateLine(zh), plateLine(en), zh.spot ?? "", fault?.nameZh ?? "", fault?.nameEn ?? ""];
  const sought = [ticket.number.toLowerCase(), ...soughtIn(names)];
  read.set(ticket, sought);
  return sought;
}

/** As many jobs or people as a person reads through before typing on. */
export const most = 8;

/** A job to be chosen, by its number, place and fault. */
export function jobItem(
  ticket: Ticket,
  group: "tickets" | "reported",
  words: ReturnType<typeof useWords>,
  choose: (id: string) => void,
): Item {
  return {
    id: `job-${ticket.id}`,
    group,
    words: `${ticket.number} · ${words.plate(ticket)} · ${words.fault(ticket.faultCode)}`,
    run: () => choose(ticket.id),
  };
}

/** Jobs by number, place and fault, and technicians by name, that fit the typed words. `choose`: what is done with a job. */
export function useFoundJobs(
  typed: string,
  wanted: (ticket: Ticket) => boolean,
  choose: (id: string) => void,
) {
  const { store, faults, technicians, filter, setFilter } = useDesk();
  const words = useWords();
  const revision = useRevision(store);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store is the same one, what is in it moves on
  const jobs = useMemo(
    () =>
      [...store.stream.tickets.values()]
        .filter(wanted)
        .map((ticket) => ({ ticket, sought: soughtOf(ticket, faults.get(ticket.faultCode)) })),
    [store, faults, wanted, revision],
  );
  return useMemo((): Item[] => {
    const found = jobs
      .map((job) => ({ ...job, fits: fit(typed, job.sought) }))
      .filter((job) => job.fits !== null)
      .sort((a, b) => a.fits! - b.fits!)
      .slice(0, most)
      .map(({ ticket }) => jobItem(ticket, "tickets", words, choose));
    const people = [...technicians.values()]
      .filter((who) => fit(typed, soughtIn([who.name, who.nameLatin])) !== null)
      .slice(0, most)
      .map(
        (who): Item => ({
          id: `who-${who.id}`,
          group: "people",
          words: words.person(who),
          run: () => setFilter({ ...filter, who: [who.id] }),
        }),
      );
    return typed.trim() === "" ? found : [...found, ...people];
  }, [jobs, typed, technicians, words, choose, filter, setFilter]);
}
