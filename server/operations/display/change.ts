import { eq } from "drizzle-orm";
import { z } from "zod";
import { wallDisplay, wallDisplaySite } from "#db/schema/wallDisplay.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { type OperationName, siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, words } from "../input.ts";
import { newId } from "../newId.ts";
import { command, type Work } from "../operation.ts";
import { codeHmac, displayCode } from "./secret.ts";

/** How long a code waits to be typed, ms. */
export const codeWaits = 15 * 60_000;
const mostSites = 50;

/** Kept without the code, which is made anew whenever its maker is told. */
type Made = { displayId: string; round: number; until: string; code?: string };

function told({ displayId, round, until }: Made): Made {
  return { displayId, round, until, code: displayCode(displayId, round) };
}

/** A screen that may show the wall of these sites from when its code is typed there. Refusal: NOT_FOUND, for a site not theirs. */
export const makeDisplay = command({
  name: "display.make",
  input: z.strictObject({
    name: words(60),
    siteIds: z.array(id, { error: "REQUIRED" }).min(1, "REQUIRED").max(mostSites, `TOO_LONG:${mostSites}`),
  }),
  async run(work, input): Promise<Made> {
    const siteIds = [...new Set(input.siteIds)];
    const may = siteRoles("display.make");
    if (!siteIds.every((siteId) => holds(work.actor, siteId, may)))
      throw new Refused(refuse("NOT_FOUND", { field: "siteIds" }));
    const kept = { displayId: newId(work.now), round: 1, until: untilOf(work) };
    await work.tx.insert(wallDisplay).values({
      id: kept.displayId,
      name: input.name,
      round: kept.round,
      codeHmac: codeHmac(displayCode(kept.displayId, kept.round)),
      codeUntil: new Date(kept.until),
      createdAt: work.now,
      createdById: personIdOf(work.actor)!,
    });
    await work.tx
      .insert(wallDisplaySite)
      .values(siteIds.map((siteId) => ({ displayId: kept.displayId, siteId })));
    return kept;
  },
  told,
});

/**
 * Another code for a screen that lost its leave or is exchanged; the one that shows it now goes on until the new code is
 * typed. Refusals: NOT_FOUND, also for one that shows a site not theirs.
 */
export const renewDisplay = command({
  name: "display.renew",
  input: z.strictObject({ displayId: id }),
  async run(work, input): Promise<Made> {
    const { row, siteIds } = await lockDisplay(work, input.displayId, "display.renew");
    const may = siteRoles("display.renew");
    if (row.revokedAt !== null || !siteIds.every((siteId) => holds(work.actor, siteId, may)))
      throw notFound();
    const kept = { displayId: row.id, round: row.round + 1, until: untilOf(work) };
    await work.tx
      .update(wallDisplay)
      .set({
        round: kept.round,
        codeHmac: codeHmac(displayCode(row.id, kept.round)),
        codeUntil: new Date(kept.until),
      })
      .where(eq(wallDisplay.id, row.id));
    return kept;
  },
  told,
});

/**
 * The screen shows nothing any more, from this moment. Whoever leads one of its sites may say so; the same again changes
 * nothing. Refusal: NOT_FOUND.
 */
export const revokeDisplay = command({
  name: "display.revoke",
  input: z.strictObject({ displayId: id }),
  async run(work, input) {
    const { row } = await lockDisplay(work, input.displayId, "display.revoke");
    if (row.revokedAt !== null) return { displayId: row.id };
    await work.tx
      .update(wallDisplay)
      .set({ revokedAt: work.now, revokedById: personIdOf(work.actor), codeHmac: null })
      .where(eq(wallDisplay.id, row.id));
    work.ended.add(row.id);
    return { displayId: row.id };
  },
});

/** The screen, locked, with its sites; NOT_FOUND when it shows no site of the actor's. */
async function lockDisplay(work: Work, displayId: string, operation: OperationName) {
  const [row] = await work.tx.select().from(wallDisplay).where(eq(wallDisplay.id, displayId)).for("update");
  if (row === undefined) throw notFound();
  const shown = await work.tx
    .select({ siteId: wallDisplaySite.siteId })
    .from(wallDisplaySite)
    .where(eq(wallDisplaySite.displayId, displayId));
  const siteIds = shown.map((each) => each.siteId);
  if (!siteIds.some((siteId) => holds(work.actor, siteId, siteRoles(operation)))) throw notFound();
  return { row, siteIds };
}

function untilOf(work: Work): string {
  return new Date(work.now.getTime() + codeWaits).toISOString();
}

function notFound(): Refused {
  return new Refused(refuse("NOT_FOUND", { field: "displayId" }));
}
