"use client";
import { useEffect, useSyncExternalStore } from "react";
import { liveSocket } from "#app/_live/connection.ts";
import { mayAppoint } from "#server/domain/appointment/appointment.ts";
import { newestJobs, watchJobs } from "../jobs/newestJobs.ts";
import { lacksSlots, renewSlots } from "./slotCopy.ts";

/** How long free times are good enough to be chosen from without network, ms. */
const often = 15 * 60_000;
/** How long his list has to be quiet before they are asked for, ms. */
const quiet = 2_500;

const nothing = () => null;
/** When they were last asked for, and for which jobs: one of which the office says nothing is not asked for again and again. */
let asked = { at: 0, ids: "" };

/** Keeps on this phone when he could come for each of his jobs, so that he can offer times where there is no network. */
export function SlotsKeeper({ personId }: { personId: string }) {
  const jobs = useSyncExternalStore(watchJobs, newestJobs, nothing);
  const open = (jobs?.open ?? []).filter(({ ticket }) => mayAppoint(ticket.status));
  const ids = open.map(({ ticket }) => ticket.id).join(" ");
  useEffect(() => {
    if (personId === "" || ids === "") return;
    const renew = () => {
      const old = Date.now() - asked.at > often;
      const lacks = asked.ids !== ids && lacksSlots(personId, ids.split(" "));
      if (!liveSocket().connected || !(old || lacks)) return;
      asked = { at: Date.now(), ids };
      void renewSlots(personId).catch(() => {
        asked = { at: 0, ids: "" };
      });
    };
    const soon = setTimeout(renew, quiet);
    const beat = setInterval(renew, 60_000);
    liveSocket().on("connect", renew);
    return () => {
      clearTimeout(soon);
      clearInterval(beat);
      liveSocket().off("connect", renew);
    };
  }, [personId, ids]);
  return null;
}
