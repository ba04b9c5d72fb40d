import type { Run } from "./dayRows.ts";

/** A run of one technician's row, as the page knows it; what lies ahead keeps its key although it moves with the hour. */
export function runKey(technicianId: string, run: Run): string {
  const first = run.pieces[0]?.kind;
  return `${technicianId} ${run.ticket.id} ${first === "ahead" || first === "agreed" ? first : "begun"}`;
}

/** The technician in whose row a run has this key. */
export function technicianOf(key: string): string {
  return key.slice(0, key.indexOf(" "));
}

/** The job whose run has this key. */
export function jobOf(key: string): string {
  return key.split(" ")[1]!;
}

/** Where an arrow key leads from a run: along the day, or to the nearest hour of another technician. */
export function nextRun(
  rows: ReadonlyArray<readonly Run[]>,
  people: readonly string[],
  here: string,
  key: string,
): { row: number; key: string } | null {
  const at = people.indexOf(technicianOf(here));
  const runs = rows[at];
  if (!runs) return null;
  const index = runs.findIndex((run) => runKey(people[at]!, run) === here);
  const run = runs[index];
  if (!run) return null;
  const along = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (along !== undefined) {
    const to = runs[Math.min(runs.length - 1, Math.max(0, index + along))]!;
    return { row: at, key: runKey(people[at]!, to) };
  }
  const across = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (across === undefined) return null;
  for (let row = at + across; row >= 0 && row < rows.length; row += across) {
    const near = rows[row]!.toSorted((a, b) => Math.abs(a.from - run.from) - Math.abs(b.from - run.from))[0];
    if (near) return { row, key: runKey(people[row]!, near) };
  }
  return { row: at, key: here };
}
