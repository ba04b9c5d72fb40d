"use client";
import { useEffect } from "react";
import type { Jobs } from "../jobs/useJobs.ts";
import { keepPages } from "./shell.ts";

/** How long the list has to be quiet before its pages are fetched, ms. */
const quiet = 1_500;

/** Keeps the list and every job in it on the phone, as they are now. */
export function useKeptPages(personId: string, jobs: Jobs): void {
  const lines = [...jobs.open, ...jobs.finished]
    .map(({ ticket }) => `${ticket.id} ${ticket.version}`)
    .join(",");
  useEffect(() => {
    const pages = lines === "" ? [] : lines.split(",").map((line) => line.split(" ") as [string, string]);
    const wait = setTimeout(() => {
      if (!navigator.onLine) return;
      // A page in another language is another page.
      const { lang } = document.documentElement;
      const list = { path: "/jobs", mark: `${lang} ${lines}` };
      const each = pages.map(([id, mark]) => ({ path: `/jobs/${id}`, mark: `${lang} ${mark}` }));
      void keepPages(personId, [list, ...each]);
    }, quiet);
    return () => clearTimeout(wait);
  }, [personId, lines]);
}
