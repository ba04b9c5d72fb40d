import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { dispatchMode } from "#db/schema/dispatchMode.ts";
import { fault } from "#db/schema/fault.ts";
import { person } from "#db/schema/person.ts";
import { site } from "#db/schema/site.ts";
import { holds, personIdOf, sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { type DispatchMode, dispatchModes } from "../../domain/dispatch/mode.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, instant, nothing, words } from "../input.ts";
import { newId } from "../newId.ts";
import { command, query } from "../operation.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";

/** How work of this fault is given out at this site now. */
export async function modeOf(
  db: Reader,
  row: Pick<TicketRow, "siteId" | "faultCode">,
): Promise<DispatchMode> {
  const [held] = await db
    .select({ mode: dispatchMode.mode })
    .from(dispatchMode)
    .where(
      and(
        eq(dispatchMode.siteId, row.siteId),
        eq(dispatchMode.faultCode, row.faultCode),
        isNull(dispatchMode.endedAt),
      ),
    );
  return held?.mode ?? "recommend";
}

/** The faults and, per site of the caller's, how each is given out, by whom and why. */
export const listModes = query({
  name: "dispatch.modes",
  input: nothing,
  async run({ db, actor }) {
    const reach = sitesOf(actor, siteRoles("dispatch.modes"));
    const ids = reach === "all" ? [] : reach;
    const [sites, faults, modes] = await Promise.all([
      db
        .select({ id: site.id, code: site.code, nameZh: site.nameZh, nameEn: site.nameEn })
        .from(site)
        .where(inArray(site.id, ids))
        .orderBy(asc(site.code)),
      db
        .select({ code: fault.code, nameZh: fault.nameZh, nameEn: fault.nameEn, urgency: fault.urgency })
        .from(fault)
        .where(isNull(fault.retiredAt))
        .orderBy(asc(fault.categoryCode), asc(fault.position)),
      db
        .select({
          siteId: dispatchMode.siteId,
          faultCode: dispatchMode.faultCode,
          mode: dispatchMode.mode,
          reason: dispatchMode.reason,
          since: dispatchMode.since,
          by: person.name,
          byLatin: person.nameLatin,
        })
        .from(dispatchMode)
        .innerJoin(person, eq(person.id, dispatchMode.setById))
        .where(and(inArray(dispatchMode.siteId, ids), isNull(dispatchMode.endedAt))),
    ]);
    return { sites, faults, modes: modes.map((each) => ({ ...each, since: each.since.toISOString() })) };
  },
});

/**
 * Says how work of one fault is given out at one site from now on, with a reason; what held before is kept as it was.
 * `seen` is since when what was shown holds, null where nothing was said. Refusals: NOT_FOUND, REQUIRED (reason), STALE
 * where another has said otherwise since.
 */
export const setMode = command({
  name: "dispatch.setMode",
  input: z.strictObject({
    siteId: id,
    faultCode: z.string().min(1).max(60),
    mode: z.enum(dispatchModes, { error: "REQUIRED" }),
    reason: words(300),
    seen: instant.nullable().optional(),
  }),
  async run({ tx, actor, now, touched }, input) {
    const { siteId, faultCode, mode, reason, seen } = input;
    if (!holds(actor, siteId, siteRoles("dispatch.setMode")))
      throw new Refused(refuse("NOT_FOUND", { field: "siteId" }));
    const [known] = await tx.select({ code: fault.code }).from(fault).where(eq(fault.code, faultCode));
    if (known === undefined) throw new Refused(refuse("NOT_FOUND", { field: "faultCode" }));
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`mode ${siteId} ${faultCode}`}))`);
    const [before] = await tx
      .update(dispatchMode)
      .set({ endedAt: now })
      .where(
        and(
          eq(dispatchMode.siteId, siteId),
          eq(dispatchMode.faultCode, faultCode),
          isNull(dispatchMode.endedAt),
        ),
      )
      .returning({ since: dispatchMode.since });
    if (seen !== undefined && seen !== (before?.since.toISOString() ?? null))
      throw new Refused(refuse("STALE", { field: "mode" }));
    await tx
      .insert(dispatchMode)
      .values({ id: newId(now), siteId, faultCode, mode, reason, setById: personIdOf(actor)!, since: now });
    touched.add(siteId);
    return { siteId, faultCode, mode };
  },
});
