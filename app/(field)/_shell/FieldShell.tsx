"use client";
import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { newestJobs } from "../jobs/newestJobs.ts";
import { draftedTickets } from "../jobs/recordDraft.ts";
import { keepShut } from "./leave.ts";
import { forgetSeenOfOthers } from "./seen.ts";
import { startShell, takeUpdate } from "./shell.ts";

/** So often it is looked whether an update waits while nothing is being done, ms. */
const often = 30_000;

/** Makes these pages open without network. An update takes over between jobs: on the list, with no record half written. */
export function FieldShell({ build, personId }: { build: string; personId: string }) {
  useEffect(() => {
    void startShell(build).catch(() => {});
  }, [build]);
  useEffect(() => {
    if (personId === "") return;
    forgetSeenOfOthers(personId);
    return keepShut(personId);
  }, [personId]);
  const between = usePathname() === "/jobs";
  useEffect(() => {
    if (!between) return;
    // A record whose job has gone is not being written: it waits for his word, on this build or the next.
    const writing = () => {
      const open = newestJobs()?.open.map(({ ticket }) => ticket.id);
      return draftedTickets(personId).some((id) => open === undefined || open.includes(id));
    };
    const look = () => !writing() && void takeUpdate().catch(() => {});
    look();
    const beat = setInterval(look, often);
    return () => clearInterval(beat);
  }, [between, personId]);
  return null;
}
