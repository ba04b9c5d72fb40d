"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useMyJobs } from "#app/_live/useFollow.ts";
import { api } from "#app/_trpc/client.ts";
import { toldBy } from "#app/_trpc/refusal.ts";
import { setServerClock } from "#app/_ui/serverClock.ts";
import { forgetLeft, leftByMe } from "../ownMoves.ts";
import { useLastNews } from "../useLastNews.ts";
import { heardJobs, type Jobs, newestJobs } from "./newestJobs.ts";

export type { Jobs };

export type Line = Jobs["open"][number];
export type Taken = { line: Line; why: "withdrawn" | "transferred" | "cancelled" | "other" };

/**
 * The technician's list, asked anew whenever it moves. `fresh`: jobs that came while the page was open; `taken`: those
 * that left it without him; `failed`: the newest question had no answer, so what is shown is from before.
 */
export function useJobs(first: Jobs) {
  const [start] = useState(() => {
    const newest = newestJobs();
    return newest !== null && newest.now > first.now ? newest : first;
  });
  useEffect(() => heardJobs(start), [start]);
  const [jobs, setJobs] = useState(start);
  const [fresh, setFresh] = useState<string[]>([]);
  const [taken, setTaken] = useState<Taken[]>([]);
  const [failed, setFailed] = useState(false);
  const shown = useRef(start);
  const asked = useRef(0);
  const news = useLastNews();

  const take = useCallback(
    (next: Jobs) => {
      const before = shown.current;
      if (next.now < before.now) return;
      shown.current = next;
      heardJobs(next);
      const known = new Set(before.open.map((line) => line.ticket.id));
      const here = new Set([...next.open, ...next.finished].map((line) => line.ticket.id));
      const come = next.open.map((line) => line.ticket.id).filter((id) => !known.has(id));
      const gone = before.open.filter(({ ticket }) => !here.has(ticket.id) && !leftByMe(ticket.id));
      forgetLeft(next.open.map((line) => line.ticket.id));
      setJobs(next);
      setFresh((old) => [...old.filter((id) => here.has(id)), ...come]);
      setTaken((old) => [
        ...old.filter(({ line }) => !here.has(line.ticket.id)),
        ...gone.map((line) => ({ line, why: whyGone(news.current.get(line.ticket.id)) })),
      ]);
    },
    [news],
  );

  const refetch = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    try {
      const next = await api.field.jobs.query({});
      setServerClock(next.now);
      take(next);
      setFailed(false);
    } catch (error) {
      if (toldBy(error).code === "NOT_SIGNED_IN") window.location.assign("/sign-in?next=%2Fjobs");
      else if (mine === asked.current) setFailed(true);
    }
  }, [take]);
  useMyJobs(refetch);

  const seen = useCallback((ticketId: string) => {
    setTaken((old) => old.filter(({ line }) => line.ticket.id !== ticketId));
  }, []);
  return { jobs, fresh, taken, failed, seen };
}

/** How a job went, by the last that was heard of it; one whose pause goes on was taken back like any other. */
export function whyGone(type: string | undefined): Taken["why"] {
  if (type === "vacated") return "withdrawn";
  return type === "withdrawn" || type === "transferred" || type === "cancelled" ? type : "other";
}
