import { eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { escalationLadder } from "#db/schema/escalation.ts";
import { fault, faultCategory } from "#db/schema/fault.ts";
import { servicePolicy } from "#db/schema/servicePolicy.ts";
import { ladderOfUrgency, presetLadders } from "../../domain/escalation/presetLadders.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { type Aim, sameAim } from "../../domain/sla/closest.ts";
import { columnsOf, termsOf } from "../../domain/sla/policyColumns.ts";
import { presets, presetTerms } from "../../domain/sla/presets.ts";
import type { Terms } from "../../domain/sla/terms.ts";
import { id, words } from "../input.ts";
import { newId } from "../newId.ts";
import { command, type Tx, type Work } from "../operation.ts";
import { keepChange } from "./keepChange.ts";
import { aim, clocksInput, codeInput, ladderInput, pausesInput } from "./policyInput.ts";
import { demandReach } from "./reach.ts";

type Row = typeof servicePolicy.$inferSelect;
type New = Aim & { terms: Terms; ladderCode: string; preset: string; source: string };

/**
 * From now on this is promised for the fault, category or any fault of an urgency, at a site or in the company. The
 * row before is retired, never changed: tickets keep what they were given. `seen` is the row that was shown, null where
 * there was none. With `ladder` the steps are written as a ladder of their own.
 * Refusals: NOT_FOUND (site, category, fault), STALE, MINUTES and REQUIRED at their fields.
 */
export const setPromise = command({
  name: "promise.set",
  input: z.strictObject({
    ...aim,
    clocks: clocksInput,
    pauses: pausesInput,
    ladderCode: codeInput,
    ladder: ladderInput.nullable(),
    source: words(300),
    seen: id.nullable(),
  }),
  async run(work, input) {
    const { siteId, categoryCode, faultCode, urgency, clocks, pauses, ladder, source, seen } = input;
    await demandReach(work.tx, work.actor, "promise.set", siteId);
    await demandKnown(work.tx, input);
    const held = await lockPolicies(work.tx);
    const aimed = { siteId, categoryCode: faultCode === null ? categoryCode : null, faultCode, urgency };
    const before = held.find((row) => sameAim(row, aimed));
    if ((before?.id ?? null) !== seen) throw new Refused(refuse("STALE"));
    const ladderCode = ladder === null ? input.ladderCode : await writeLadder(work, ladder);
    const written = { ...aimed, terms: { clocks, pauses }, ladderCode, preset: "", source };
    return { policyId: await replace(work, before, written) };
  },
});

/**
 * A site, or the company, takes over every urgency that a shipped preset names; what the preset leaves open comes from
 * the shipped grade one. Only rows that the person saw are replaced. Refusals: NOT_FOUND, STALE.
 */
export const adoptPreset = command({
  name: "promise.adopt",
  input: z.strictObject({ siteId: id.nullable(), preset: codeInput, seen: z.array(id).max(400) }),
  async run(work, { siteId, preset, seen }) {
    await demandReach(work.tx, work.actor, "promise.adopt", siteId);
    const named = presets.filter((each) => each.code === preset);
    if (named.length === 0) throw new Refused(refuse("NOT_FOUND", { field: "preset" }));
    const held = await lockPolicies(work.tx);
    const dangerous = await work.tx
      .select({ code: fault.code, danger: fault.danger })
      .from(fault)
      .where(isNull(fault.retiredAt));
    await work.tx.insert(escalationLadder).values(presetLadders).onConflictDoNothing();
    const written: string[] = [];
    for (const { urgency, danger, source } of named) {
      const faults =
        danger === undefined ? [null] : dangerous.filter((f) => f.danger === danger).map((f) => f.code);
      for (const faultCode of faults) {
        const aimed = { siteId, categoryCode: null, faultCode, urgency };
        const before = held.find((row) => sameAim(row, aimed));
        if (before !== undefined && !seen.includes(before.id)) throw new Refused(refuse("STALE"));
        const terms = presetTerms(preset, urgency, danger);
        const ladderCode = before?.ladderCode ?? ladderOfUrgency[urgency];
        written.push(await replace(work, before, { ...aimed, terms, ladderCode, preset, source }));
      }
    }
    return { policyIds: written };
  },
});

/** This row holds no more; the next wider one does. Refusals: NOT_FOUND, STALE when it was retired already. */
export const retirePromise = command({
  name: "promise.retire",
  input: z.strictObject({ siteId: id.nullable(), policyId: id }),
  async run(work, { siteId, policyId }) {
    await demandReach(work.tx, work.actor, "promise.retire", siteId);
    const held = await lockPolicies(work.tx);
    const row = held.find((each) => each.id === policyId && each.siteId === siteId);
    if (row === undefined) throw new Refused(refuse("STALE"));
    await retire(work, row);
    await keepChange(work, {
      ...{ siteId, setting: "policy", of: row.id, verb: "removed", reason: "" },
      before: figuresOf(row),
      after: null,
    });
    return { policyId };
  },
});

/** Every policy in force; whoever else would write one waits. */
async function lockPolicies(tx: Tx): Promise<Row[]> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('mendline promises'))`);
  return tx.select().from(servicePolicy).where(isNull(servicePolicy.retiredAt));
}

async function demandKnown(
  tx: Tx,
  input: { [K in "categoryCode" | "faultCode"]: string | null } & { ladderCode: string },
) {
  const gone = (field: string) => new Refused(refuse("NOT_FOUND", { field }));
  if (input.faultCode !== null) {
    const found = await tx.select().from(fault).where(eq(fault.code, input.faultCode));
    if (found.length === 0 || found[0]!.retiredAt !== null) throw gone("faultCode");
  } else if (input.categoryCode !== null) {
    const found = await tx.select().from(faultCategory).where(eq(faultCategory.code, input.categoryCode));
    if (found.length === 0) throw gone("categoryCode");
  }
  const ladder = await tx.select().from(escalationLadder).where(eq(escalationLadder.code, input.ladderCode));
  if (ladder.length === 0) throw new Refused(refuse("REQUIRED", { field: "ladderCode" }));
}

async function writeLadder(
  { tx, now }: Work,
  { name, steps }: z.output<typeof ladderInput>,
): Promise<string> {
  const code = `own-${newId(now)}`;
  await tx.insert(escalationLadder).values({ code, nameZh: name, nameEn: name, steps });
  return code;
}

async function retire({ tx, now }: Work, row: Row): Promise<void> {
  await tx.update(servicePolicy).set({ retiredAt: now }).where(eq(servicePolicy.id, row.id));
}

async function replace(work: Work, before: Row | undefined, { terms, ...written }: New): Promise<string> {
  const policyId = newId(work.now);
  if (before !== undefined) await retire(work, before);
  const row = { ...written, ...columnsOf(terms), calendarId: before?.calendarId ?? null };
  await work.tx.insert(servicePolicy).values({ id: policyId, ...row, since: work.now });
  await keepChange(work, {
    ...{ siteId: written.siteId, setting: "policy", of: policyId, verb: "set", reason: written.source },
    before: before === undefined ? null : figuresOf(before),
    after: { terms, ladderCode: written.ladderCode, preset: written.preset },
  });
  return policyId;
}

function figuresOf(row: Row) {
  return { policyId: row.id, terms: termsOf(row), ladderCode: row.ladderCode, preset: row.preset };
}
