import type { Inputs } from "#app/_trpc/client.ts";

type Completion = Inputs["ticket"]["complete"]["input"];
export const measures = [
  "fix",
  "replace",
  "maintain",
  "inspect",
] as const satisfies readonly Completion["measure"][];
export const results = ["fixed", "temporary"] as const satisfies readonly Completion["result"][];

/** A work record that is not at the office yet. */
export type RecordDraft = {
  measure: Completion["measure"] | null;
  found: string;
  done: string;
  materials: string;
  result: Completion["result"] | null;
};
export type RecordField = keyof RecordDraft | "photos";

/** The most characters of each text, as the office takes them. */
export const longest = { found: 1000, done: 1000, materials: 500 } as const;

export const blankRecord: RecordDraft = {
  measure: null,
  found: "",
  done: "",
  materials: "",
  result: null,
};

const drawerOf = (personId: string) => `mendline.record.${personId}.`;

/** What this phone keeps for the ticket; null when nothing was written. */
export function readDraft(personId: string, ticketId: string): RecordDraft | null {
  try {
    const kept = localStorage.getItem(drawerOf(personId) + ticketId);
    return kept === null ? null : { ...blankRecord, ...(JSON.parse(kept) as Partial<RecordDraft>) };
  } catch {
    return null;
  }
}

/** Keeps it on this phone; null forgets it. */
export function keepDraft(personId: string, ticketId: string, draft: RecordDraft | null): void {
  try {
    const drawer = drawerOf(personId) + ticketId;
    if (draft === null) localStorage.removeItem(drawer);
    else localStorage.setItem(drawer, JSON.stringify(draft));
  } catch {
    // A full or forbidden store: the draft then lives as long as the page.
  }
}

/** The tickets for which this phone keeps a record of this person. */
export function draftedTickets(personId: string): string[] {
  const drawer = drawerOf(personId);
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(drawer))
      .map((key) => key.slice(drawer.length));
  } catch {
    return [];
  }
}

/** What still has to be said, in the order of the form. */
export function missingIn(draft: RecordDraft): RecordField[] {
  const missing: RecordField[] = [];
  if (draft.measure === null) missing.push("measure");
  if (draft.found.trim() === "") missing.push("found");
  if (draft.done.trim() === "") missing.push("done");
  if (draft.result === null) missing.push("result");
  return missing;
}
