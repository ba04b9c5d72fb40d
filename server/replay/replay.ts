import { setTimeout as sleep } from "node:timers/promises";
import type { Connection } from "#db/client.ts";
import { categories, faults } from "#db/seed/catalogue.ts";
import { Refused } from "../domain/refusal.ts";
import { importCatalogue } from "../operations/import/catalogue.ts";
import { importKnown, keysPerQuery } from "../operations/import/known.ts";
import { lendStaff } from "../operations/import/lendStaff.ts";
import { newId } from "../operations/newId.ts";
import { type Context, perform, read } from "../operations/operation.ts";
import { reportRepair } from "../operations/ticket/report.ts";
import { uuidOf } from "./key.ts";
import type { Mapping } from "./mapping.ts";
import { ensurePlaces, placeIdOf } from "./places.ts";
import type { BadRow, Row } from "./readRows.ts";
import { dueAfter, type Speed } from "./speed.ts";

export type ReplayOptions = {
  mapping: Mapping;
  speed: Speed;
  /** Keep the instants of the file as the time of receipt, instead of now. */
  originalTimes: boolean;
  /** Give the demo's people their roles at the imported sites too. */
  staff: boolean;
  /** Said once the places are there, before the first row. */
  onReady?: (there: { sites: number; roles: number }) => void;
  /** Said after every row: how many are filed now, were filed before, or refused. */
  onProgress?: (so: Progress) => void;
  /** Ends the replay after the row at hand. */
  signal?: AbortSignal;
};

export type Progress = { filed: number; before: number; refused: number; total: number; opened: Date | null };
export type Outcome = Progress & { bad: BadRow[]; stopped: boolean };

/** The key of a row: the same in every run. */
export function keyOf(mapping: Mapping, row: Pick<Row, "id">): string {
  return uuidOf("replay", mapping.name, row.id);
}

/**
 * Files rows, in the order given, through the same operation as every door. What an earlier run has filed is passed
 * over, so a run that was cut short is simply begun again. A refused row is listed and does not stop the others.
 */
export async function replay(connection: Connection, rows: Row[], options: ReplayOptions): Promise<Outcome> {
  const { mapping, speed, signal } = options;
  const context = (): Context => ({
    actor: { kind: "system", job: "import" },
    db: connection.db,
    now: new Date(),
  });
  await demandFaults(context(), mapping);
  const outcome: Outcome = {
    filed: 0,
    before: 0,
    refused: 0,
    total: rows.length,
    opened: null,
    bad: [],
    stopped: false,
  };
  const known = await knownKeys(context, rows, mapping);
  const waiting = rows.filter((row) => !known.has(keyOf(mapping, row)));
  outcome.before = rows.length - waiting.length;
  const siteIds = await ensurePlaces(context, waiting, mapping);
  const { roles } = options.staff ? await perform(lendStaff, context(), { siteIds }, newId()) : { roles: 0 };
  options.onReady?.({ sites: siteIds.length, roles });
  options.onProgress?.(outcome);

  const began = performance.now();
  for (const [nth, row] of waiting.entries()) {
    const wait = dueAfter(speed, nth, row.openedAt, waiting[0]!.openedAt) - (performance.now() - began);
    if (wait > 1 && !signal?.aborted) await sleep(wait, undefined, signal ? { signal } : {}).catch(() => {});
    if (signal?.aborted) {
      outcome.stopped = true;
      break;
    }
    outcome.opened = row.openedAt;
    const refusal = await file(context(), row, options);
    if (refusal === null) outcome.filed++;
    else {
      outcome.refused++;
      outcome.bad.push({ line: row.line, id: row.id, reason: refusal });
    }
    options.onProgress?.(outcome);
  }
  return outcome;
}

/** Files one row; null when it went through, else why it was refused. */
async function file(
  context: Context,
  row: Row,
  { mapping, originalTimes }: ReplayOptions,
): Promise<string | null> {
  const said = reportRepair.input.safeParse({
    placeId: placeIdOf(mapping, row),
    faultCode: row.faultCode,
    urgency: mapping.urgency,
    description: row.description,
    source: row.source,
    ...(originalTimes ? { receivedAt: row.openedAt.toISOString() } : {}),
  });
  if (!said.success) {
    const [issue] = said.error.issues;
    return `${issue?.message} (${issue?.path.join(".")})`;
  }
  try {
    await perform(reportRepair, context, said.data, keyOf(mapping, row));
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, field } = error.refusal;
    return field === undefined ? code : `${code} (${field})`;
  }
}

async function knownKeys(context: () => Context, rows: Row[], mapping: Mapping): Promise<Set<string>> {
  const known = new Set<string>();
  for (let from = 0; from < rows.length; from += keysPerQuery) {
    const keys = rows.slice(from, from + keysPerQuery).map((row) => keyOf(mapping, row));
    for (const key of (await read(importKnown, context(), { keys })).keys) known.add(key);
  }
  return known;
}

/** Every fault a mapping names must be in the catalogue; better said at once than in ten thousand lines. */
async function demandFaults(context: Context, { name, fault }: Mapping): Promise<void> {
  const { codes } = await perform(importCatalogue, context, { categories, faults }, newId());
  const wanted = new Set([fault.default, ...Object.values(fault.codes)]);
  const missing = [...wanted].filter((code) => !codes.includes(code));
  if (missing.length > 0)
    throw new Error(`The mapping "${name}" names faults that the catalogue lacks: ${missing.join(", ")}`);
}
