import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { absence } from "#db/schema/availability.ts";
import { staffRole } from "#db/schema/person.ts";
import { site } from "#db/schema/site.ts";
import { ticket } from "#db/schema/ticket.ts";
import { holds, personIdOf, sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import {
  type AwayReason,
  awayReasons,
  fitsPresence,
  leaves,
  presences,
} from "../../domain/dispatch/presence.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { believe } from "../../domain/ticket/claim.ts";
import { putBack } from "../dispatch/putBack.ts";
import { id, instant, nothing } from "../input.ts";
import { newId } from "../newId.ts";
import { isReached } from "../notice/duty.ts";
import { dropAllWaiting, hastenWaiting } from "../notice/waiting.ts";
import { leaveOffers } from "../offer/leave.ts";
import { command, query } from "../operation.ts";
import { absences, endAbsences } from "./absences.ts";

const reasons = Object.values(awayReasons).flat() as [AwayReason, ...AwayReason[]];

/**
 * At work, on a break, off or ill: himself, or the desk of a site of his. Who leaves has what he does not come back for
 * (goesBack) put on the desk at once, in the same transaction, and what is held out to him goes to the next, unless his
 * leaving has ended by itself before the office heard of it; what stays his the board says. The same again changes
 * nothing. `seen` is what his phone showed when he pressed, and `doneAt` when that was. Refusals: NOT_FOUND, REQUIRED (a
 * reason that fits, unless he is back), STALE (params.presence, as it is now) when somebody has said otherwise meanwhile.
 */
export const setAvailability = command({
  name: "technician.setAvailability",
  input: z.strictObject({
    technicianId: id,
    presence: z.enum(presences, { error: "REQUIRED" }),
    reason: z.enum(reasons, { error: "REQUIRED" }).optional(),
    seen: z.enum(presences).optional(),
    doneAt: instant.optional(),
  }),
  async run(work, { technicianId, presence, reason, seen, doneAt }) {
    const { tx, actor, now } = work;
    const by = personIdOf(actor)!;
    const roles = await tx
      .select({ siteId: staffRole.siteId })
      .from(staffRole)
      .where(and(eq(staffRole.personId, technicianId), eq(staffRole.role, "technician")))
      .for("update");
    const asDesk = roles.some(({ siteId }) => holds(actor, siteId, siteRoles("technician.setAvailability")));
    if (roles.length === 0 || (technicianId !== by && !asDesk))
      throw new Refused(refuse("NOT_FOUND", { field: "technicianId" }));
    if (!fitsPresence(presence, reason)) throw new Refused(refuse("REQUIRED", { field: "reason" }));
    await endAbsences(tx, now, [technicianId]);
    const [held] = await tx
      .select()
      .from(absence)
      .where(and(eq(absence.personId, technicianId), isNull(absence.endedAt)));
    const is = held?.presence ?? "on";
    const same = is === presence && (held?.reason ?? undefined) === reason;
    if (!same && seen !== undefined && seen !== is)
      throw new Refused(refuse("STALE", { field: "presence", params: { presence: is } }));
    const before = held?.since.toISOString() ?? doneAt ?? "";
    const believed = doneAt && believe(doneAt, before, now.toISOString()).doneAt;
    const at = believed ? new Date(believed) : now;
    if (!same) {
      await tx
        .update(absence)
        .set({ endedAt: at })
        .where(and(eq(absence.personId, technicianId), isNull(absence.endedAt)));
      if (presence !== "on" && reason !== undefined)
        await tx
          .insert(absence)
          .values({ id: newId(now), personId: technicianId, presence, reason, setById: by, since: at });
    }
    // Heard only in his next shift, it has ended by itself: what he took on since is not touched.
    const over = !same && (await endAbsences(tx, now, [technicianId])).length > 0;
    const goes = leaves(presence) && !over;
    const next = goes ? ((await absences(tx, [technicianId], now)).get(technicianId)?.until ?? null) : null;
    const gone = goes
      ? await putBack(work, technicianId, presence === "ill" ? { how: "ill" } : { how: "off", next })
      : [];
    if (goes) {
      await dropAllWaiting(work, technicianId);
      await leaveOffers(work, technicianId);
    } else if (await isReached(tx, technicianId, now)) await hastenWaiting(work, technicianId);
    work.people.add(technicianId);
    return { technicianId, presence: over ? ("on" as const) : presence, putBack: gone.length };
  },
});

/** Whether he himself counts as there. */
export const myAvailability = query({
  name: "technician.mine",
  input: nothing,
  async run({ db, actor, now }) {
    const technicianId = personIdOf(actor) ?? "";
    const [away, [at]] = await Promise.all([
      absences(db, [technicianId], now),
      db
        .select({ timeZone: site.timeZone })
        .from(staffRole)
        .innerJoin(site, eq(site.id, staffRole.siteId))
        .where(eq(staffRole.personId, technicianId))
        .orderBy(asc(site.code))
        .limit(1),
    ]);
    const held = away.get(technicianId);
    return {
      technicianId,
      presence: held?.presence ?? ("on" as const),
      reason: held?.reason ?? null,
      /** When it ends by itself, ISO; null where only somebody's word ends it. */
      until: held?.until ?? null,
      /** Of his site; null where he has none. */
      timeZone: at?.timeZone ?? null,
    };
  },
});

/**
 * Who at the caller's sites is not there though his shift says so, until when (null: until somebody says otherwise), and
 * who has gone with work that he had begun.
 */
export const whoIsAway = query({
  name: "technician.away",
  input: nothing,
  async run({ db, actor, now }) {
    const sites = sitesOf(actor, siteRoles("technician.away"));
    const here = sites === "all" ? [] : sites;
    const rows = await db
      .selectDistinct({
        technicianId: absence.personId,
        begun: sql<number>`(select count(*)::int from ${ticket}
          where ${ticket.technicianId} = ${absence.personId} and ${ticket.status} in ('on_site', 'paused'))`,
      })
      .from(absence)
      .innerJoin(staffRole, and(eq(staffRole.personId, absence.personId), eq(staffRole.role, "technician")))
      .where(and(isNull(absence.endedAt), inArray(staffRole.siteId, here)));
    const away = await absences(
      db,
      rows.map((row) => row.technicianId),
      now,
    );
    return rows.flatMap((row) => {
      const held = away.get(row.technicianId);
      if (held === undefined) return [];
      const { presence, reason, since, until } = held;
      return [{ ...row, presence, reason, since: since.toISOString(), until }];
    });
  },
});
