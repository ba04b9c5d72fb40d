import { desc, eq, sql } from "drizzle-orm";
import { event } from "#db/schema/event.ts";
import { person } from "#db/schema/person.ts";
import { seenIncident } from "../../domain/incident/incident.ts";
import { Refused } from "../../domain/refusal.ts";
import type { Work } from "../operation.ts";
import type { IncidentRow } from "./load.ts";

/** Refuses what was decided on an older picture of the incident: STALE, with who changed it, what, and how long ago. */
export async function demandSeenIncident(work: Work, row: IncidentRow, seen: number): Promise<void> {
  const stale = seenIncident(row.version, seen);
  if (stale === null) return;
  const [last] = await work.tx
    .select({ type: event.type, at: event.at, by: person.name, byLatin: person.nameLatin })
    .from(event)
    .leftJoin(
      person,
      sql`${person.id} = case when ${event.actor}->>'kind' <> 'system' then (${event.actor}->>'id')::uuid end`,
    )
    .where(eq(event.incidentId, row.id))
    .orderBy(desc(event.seq))
    .limit(1);
  if (last === undefined) throw new Refused(stale);
  const seconds = Math.max(0, Math.round((work.now.getTime() - last.at.getTime()) / 1000));
  const { by, byLatin, type } = last;
  throw new Refused({
    ...stale,
    params: { by: by ?? "Mendline", byLatin: byLatin ?? "", seconds, type },
  });
}
