"use client";
import { type RefObject, useMemo, useRef, useState } from "react";
import type { Technician } from "../BoardStore.ts";
import type { Filter } from "../filterTickets.ts";
import { useHold } from "../useHold.ts";
import type { DayRow, Run } from "./dayRows.ts";
import { runKey } from "./timelineKeys.ts";

type Rows = {
  people: Technician[];
  linesOf(technicianId: string): number;
  lineOf(key: string, run: Run): number;
  /** People who are to be drawn and are not yet. */
  waiting: number;
  letIn(): void;
};

/**
 * The rows in their order, how many lines each has, and on which of them a run lies. While somebody is at them, or
 * carries a card, all of it stays as it was, so that nothing moves under the pointer; another filter is the person's own.
 */
export function useStillRows(
  area: RefObject<HTMLElement | null>,
  wanted: Technician[],
  days: ReadonlyMap<string, DayRow>,
  busy: boolean,
  filter: Filter,
): Rows {
  const [held, setHeld] = useState(false);
  useHold(
    useMemo(() => ({ hold: setHeld }), []),
    area,
    busy,
  );
  const [lets, setLets] = useState(0);
  const kept = useRef({ ...laid(wanted, days), filter, lets });
  const own = kept.current.filter !== filter || kept.current.lets !== lets;
  if (!held || own) kept.current = { ...laid(wanted, days), filter, lets };
  const { people, lines, lineOfRun } = kept.current;
  const drawn = people === wanted ? null : new Set(people.map((who) => who.id));
  return {
    people,
    linesOf: (technicianId) => lines.get(technicianId) ?? 1,
    lineOf: (key, run) => lineOfRun.get(key) ?? run.line,
    waiting: drawn === null ? 0 : wanted.filter((who) => !drawn.has(who.id)).length,
    letIn: () => setLets(lets + 1),
  };
}

function laid(people: Technician[], days: ReadonlyMap<string, DayRow>) {
  const lines = new Map([...days].map(([id, row]) => [id, row.lines]));
  const lineOfRun = new Map(
    [...days].flatMap(([id, row]) => row.runs.map((run) => [runKey(id, run), run.line] as const)),
  );
  return { people, lines, lineOfRun };
}
