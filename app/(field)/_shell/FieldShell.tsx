"use client";
import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { draftedTickets } from "../jobs/recordDraft.ts";
import { startShell, takeUpdate } from "./shell.ts";

/** So often it is looked whether an update waits while nothing is being done, ms. */
const often = 30_000;

/** Makes these pages open without network. An update takes over between jobs: on the list, with no record half written. */
export function FieldShell({ build, personId }: { build: string; personId: string }) {
  useEffect(() => {
    void startShell(build).catch(() => {});
  }, [build]);
  const between = usePathname() === "/jobs";
  useEffect(() => {
    if (!between) return;
    const look = () => draftedTickets(personId).length === 0 && void takeUpdate().catch(() => {});
    look();
    const beat = setInterval(look, often);
    return () => clearInterval(beat);
  }, [between, personId]);
  return null;
}
