"use client";
import { useCallback, useRef, useState } from "react";
import { useFollow, useMyJobs } from "#app/_live/useFollow.ts";
import { api } from "#app/_trpc/client.ts";
import { toldBy } from "#app/_trpc/refusal.ts";
import { doorBack } from "#app/_ui/doorBack.ts";
import { renewPage } from "../../_shell/shell.ts";
import { useLastNews } from "../../useLastNews.ts";
import { type Taken, whyGone } from "../useJobs.ts";
import type { Detail, Entry } from "./detail.ts";

export type Gone = Taken["why"];

/** The newest of each job that this page load has seen: without a link, opening it again must not show an older one. */
const newest = new Map<string, Detail>();

/**
 * One job as it is now. `news`: what others did to it while the page was open; `gone`: it is in other hands, and how it
 * went; `failed`: the newest question had no answer, so what is shown is from before.
 */
export function useJob(first: Detail, personId: string) {
  const [start] = useState(() => {
    const kept = newest.get(first.ticket.id);
    return kept && kept.ticket.version > first.ticket.version ? kept : first;
  });
  const [detail, setDetail] = useState(start);
  const [news, setNews] = useState<Entry[]>([]);
  const [gone, setGone] = useState<Gone | null>(null);
  const [failed, setFailed] = useState(false);
  const shown = useRef(start);
  const asked = useRef(0);
  const heard = useLastNews();
  const ticketId = first.ticket.id;

  const lose = useCallback(() => {
    const type = heard.current.get(ticketId);
    newest.delete(ticketId);
    void renewPage(`/jobs/${ticketId}`);
    setGone(whyGone(type));
  }, [heard, ticketId]);

  const refetch = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    try {
      const fresh = await api.field.job.query({ ticketId });
      const before = shown.current;
      if (fresh.ticket.version < before.ticket.version) return;
      const known = before.entries.at(-1)?.seq ?? 0;
      const others = sinceGiven(fresh.entries).filter(({ seq, by }) => seq > known && by?.id !== personId);
      if (before.contact !== null && fresh.contact === null) void renewPage(`/jobs/${ticketId}`);
      shown.current = fresh;
      newest.set(ticketId, fresh);
      setDetail(fresh);
      setGone(null);
      setFailed(false);
      if (others.length > 0) setNews((old) => [...old, ...others]);
    } catch (error) {
      const { code } = toldBy(error);
      if (code === "NOT_FOUND" || code === "NOT_ALLOWED") lose();
      // What was typed is kept on the phone.
      else if (code === "NOT_SIGNED_IN") window.location.assign(doorBack());
      else if (mine === asked.current) setFailed(true);
    }
  }, [ticketId, personId, lose]);
  useFollow([ticketId], refetch);
  useMyJobs(refetch);

  return { detail, news, gone, failed, refetch, readNews: () => setNews([]) };
}

/** What happened before the job was given to him is no news. */
function sinceGiven(entries: Entry[]): Entry[] {
  return entries.slice(entries.findLastIndex((entry) => entry.type === "assigned") + 1);
}
