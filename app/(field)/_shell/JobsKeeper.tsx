"use client";
import { usePathname } from "next/navigation";
import { useCallback, useSyncExternalStore } from "react";
import { useLiveSocket } from "#app/_live/connection.ts";
import { api } from "#app/_trpc/client.ts";
import { useKeptParts } from "../_stock/useKeptParts.ts";
import { heardJobs, newestJobs, watchJobs } from "../jobs/newestJobs.ts";
import { useAskOnLink } from "../useAskOnLink.ts";
import { useKeptPages } from "./useKeptPages.ts";

const nothing = () => null;

/**
 * Stands in every page of the technician: whatever comes or changes while he is at a job is on the phone before he goes
 * down to the cellar. The list asks for itself.
 */
export function JobsKeeper({ personId }: { personId: string }) {
  const jobs = useSyncExternalStore(watchJobs, newestJobs, nothing);
  const listed = usePathname() === "/jobs";
  const look = useCallback(async () => {
    if (listed || personId === "") return;
    const fresh = await api.field.jobs.query({}).catch(() => null);
    if (fresh !== null) heardJobs(fresh);
  }, [listed, personId]);
  useLiveSocket();
  useAskOnLink(look, "jobs");
  useKeptPages(personId, personId === "" ? null : jobs);
  useKeptParts(personId, jobs);
  return null;
}
