"use client";
import { useEffect } from "react";
import { useServerClock } from "#app/_ui/serverClock.ts";
import type { Jobs } from "../jobs/newestJobs.ts";
import { keepPages } from "./shell.ts";

/** How long the list has to be quiet before its pages are fetched, ms. */
const quiet = 1_500;
/** What is no step of a job, such as an incident at its place, reaches the kept pages so often, ms. */
const renewed = 15 * 60_000;

/** Keeps the list and every job in it on the phone, as they are now. Null: it is not known yet which those are. */
export function useKeptPages(personId: string, jobs: Jobs | null): void {
  const lines =
    jobs && [...jobs.open, ...jobs.finished].map(({ ticket }) => `${ticket.id} ${ticket.version}`).join(",");
  const quarter = Math.floor(useServerClock(60_000) / renewed);
  useEffect(() => {
    if (lines === null) return;
    const pages = lines === "" ? [] : lines.split(",").map((line) => line.split(" ") as [string, string]);
    const wait = setTimeout(() => {
      if (!navigator.onLine) return;
      // A page in another language is another page.
      const { lang } = document.documentElement;
      const list = { path: "/jobs", mark: `${lang} ${lines}` };
      const each = pages.map(([id, mark]) => ({ path: `/jobs/${id}`, mark: `${lang} ${mark} ${quarter}` }));
      const van = { path: "/jobs/van", mark: lang };
      void keepPages(personId, [list, van, ...each]);
    }, quiet);
    return () => clearTimeout(wait);
  }, [personId, lines, quarter]);
}
