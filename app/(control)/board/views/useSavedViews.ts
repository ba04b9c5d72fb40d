"use client";
import { useState } from "react";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import type { Told } from "#app/_trpc/refusal.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { queryOf } from "../useAddress.ts";

export type SavedView = Outputs["savedView"]["list"]["views"][number];
type Answer = Outputs["savedView"]["save"];
type Save = Inputs["savedView"]["save"];
type Rename = Inputs["savedView"]["rename"];
type Remove = Inputs["savedView"]["remove"];
const sendSave = (sent: Save): Promise<Answer> => api.savedView.save.mutate(sent);
const sendRename = (sent: Rename): Promise<Answer> => api.savedView.rename.mutate(sent);
const sendRemove = (sent: Remove): Promise<Answer> => api.savedView.remove.mutate(sent);

/** What a saved view does not keep: which job or incident is open, and which day is looked at. */
const passing = ["ticket", "incident", "day"];

/** The address's query without what passes, in a fixed order. */
export function lastingQuery(search: string): string {
  const parts = new URLSearchParams(search);
  for (const name of passing) parts.delete(name);
  parts.sort();
  return queryOf(parts);
}

/** Looks at the board as this query says; an open job stays open, and Back returns. */
export function applyQuery(query: string): void {
  const parts = new URLSearchParams(query);
  const now = new URLSearchParams(location.search);
  for (const name of ["ticket", "incident"]) {
    const open = now.get(name);
    if (open !== null) parts.set(name, open);
  }
  const search = queryOf(parts);
  history.pushState(history.state, "", search === "" ? location.pathname : `${location.pathname}?${search}`);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

/** The person's own views, and what can be done with them. */
export function useSavedViews(first: SavedView[]) {
  const [views, setViews] = useState(first);
  const save = useCommand<Save["input"], Answer>(sendSave);
  const rename = useCommand<Rename["input"], Answer>(sendRename);
  const remove = useCommand<Remove["input"], Answer>(sendRemove);
  const taken = async <Sent extends { ok: true; result: Answer } | { ok: false; told: Told }>(
    sent: Sent,
  ): Promise<Sent> => {
    if (sent.ok) setViews(sent.result.views);
    // Another page has changed them: what there is now is shown beside the refusal.
    else if (sent.told.code === "STALE" || sent.told.code === "NOT_FOUND")
      await api.savedView.list.query({}).then(
        ({ views: now }) => setViews(now),
        () => {},
      );
    return sent;
  };
  /** What this page knows under a name. */
  const seen = (name: string) => views.find((view) => view.name === name.trim())?.query ?? null;
  return {
    views,
    pending: save.pending || rename.pending || remove.pending,
    save: async (input: Save["input"]) => taken(await save.run({ ...input, seen: seen(input.name) })),
    rename: async (input: Rename["input"]) => taken(await rename.run(input)),
    remove: async (input: Remove["input"]) => taken(await remove.run(input)),
  };
}
