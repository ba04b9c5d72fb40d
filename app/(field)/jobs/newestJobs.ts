import type { Outputs } from "#app/_trpc/client.ts";

export type Jobs = Outputs["field"]["jobs"];

/** The newest list that this page load has seen: without a link, going back must not show an older one. */
let newest: Jobs | null = null;
const watchers = new Set<() => void>();

export function newestJobs(): Jobs | null {
  return newest;
}

/** Told of a list; an older one changes nothing. */
export function heardJobs(jobs: Jobs): void {
  if (newest !== null && newest.now >= jobs.now) return;
  newest = jobs;
  for (const watcher of watchers) watcher();
}

export function watchJobs(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
