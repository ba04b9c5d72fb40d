import { and, asc, eq, lte, notInArray } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { escalation, escalationRing } from "#db/schema/escalation.ts";
import { person } from "#db/schema/person.ts";
import { ticket } from "#db/schema/ticket.ts";
import { type Called, nextRing, type Owed, ringsOwed, whomToCall } from "../../domain/escalation/ladder.ts";
import { ring } from "../doorbell.ts";
import { newId } from "../newId.ts";
import { clockAt } from "../notice/clockAt.ts";
import { tell, tellByPush } from "../notice/tell.ts";
import type { Work } from "../operation.ts";
import { clocksNow, rangOf } from "../sla/reckon.ts";
import { append } from "../stream/append.ts";
import type { TicketRow } from "../ticket/load.ts";
import { peopleOf } from "./people.ts";

/** Tickets that one round looks at, at most; what is left is due in the next. */
const atOnce = 200;

/**
 * Rings for every deadline that is due, and says how many rings were made. One ticket is one transaction: its timer is
 * claimed by the row's lock, passed over where another server holds it; what is owed is asked of the ticket's events
 * anew, so a reason that is gone rings nobody; the ring, its message, its event and the next time of the timer are
 * written together. A ticket that fails is told to `failed` and tried again in the next round.
 */
export async function ringDue(
  db: Database,
  now: Date,
  failed: (error: unknown) => void = (error) => {
    throw error;
  },
): Promise<number> {
  const broken: string[] = [];
  let rings = 0;
  for (let turn = 0; turn < atOnce; turn++) {
    const touched = new Set<string>();
    let current = "";
    try {
      const made = await db.transaction(async (tx) => {
        const [row] = await tx
          .select()
          .from(ticket)
          .where(
            and(lte(ticket.escalateAt, now), broken.length > 0 ? notInArray(ticket.id, broken) : undefined),
          )
          .orderBy(asc(ticket.escalateAt))
          .limit(1)
          .for("update", { skipLocked: true });
        if (row === undefined) return null;
        current = row.id;
        const actor = { kind: "system", job: "escalation" } as const;
        return ringFor(
          { tx, actor, now, touched, ended: new Set(), calls: new Set(), people: new Set() },
          row,
        );
      });
      if (made === null) break;
      rings += made;
      for (const siteId of touched) ring(siteId);
    } catch (error) {
      failed(error);
      if (current === "") break;
      broken.push(current);
    }
  }
  return rings;
}

async function ringFor(work: Work, row: TicketRow): Promise<number> {
  const { tx, now } = work;
  const [{ clocks, held }, before] = await Promise.all([clocksNow(tx, row, now), rangOf(tx, row.id)]);
  const since = row.escalateAt!.toISOString();
  const rang = before.map((r) => r.rang);
  const owed = ringsOwed(clocks, held.steps, rang, since, now.toISOString());
  const people = owed.length > 0 ? await peopleOf(tx, row, now) : null;
  let version = row.version;
  for (const due of owed) {
    const called = whomToCall(due.step, due.ring, people!);
    await keep(work, row, due, called);
    if (called !== null) await message(work, row, due, called);
    if (due.ring === 1) {
      version += 1;
      await append(work, {
        siteId: row.siteId,
        ticketId: row.id,
        ticketVersion: version,
        type: "escalated",
        data: {
          clock: due.step.clock,
          dueAt: due.dueAt,
          rung: called?.rung ?? "nobody",
          channel: due.step.channel,
          ...(called !== null && { technicianId: called.personId }),
        },
        patch: {},
      });
    }
  }
  const after = (await rangOf(tx, row.id)).map((r) => r.rang);
  const again = nextRing(clocks, held.steps, after, () => since);
  await tx
    .update(ticket)
    .set({ version, escalateAt: again === null ? null : new Date(again) })
    .where(eq(ticket.id, row.id));
  return owed.length;
}

/** The escalation and this ring of it; both keys are unique, so the same ring is never made twice. */
async function keep(work: Work, row: TicketRow, due: Owed, called: Called | null): Promise<void> {
  const { tx, now } = work;
  const { clock, rung, channel } = due.step;
  const latest = { rings: due.ring, lastRungAt: now, personId: called?.personId ?? null };
  const [one] = await tx
    .insert(escalation)
    .values({
      id: newId(now),
      siteId: row.siteId,
      ticketId: row.id,
      clock,
      dueAt: new Date(due.dueAt),
      position: due.position,
      rung,
      channel,
      startedAt: now,
      ...latest,
    })
    .onConflictDoUpdate({
      target: [escalation.ticketId, escalation.clock, escalation.dueAt, escalation.position],
      set: latest,
    })
    .returning({ id: escalation.id });
  await tx.insert(escalationRing).values({
    escalationId: one!.id,
    ring: due.ring,
    at: now,
    personId: latest.personId,
    rung: called?.rung ?? null,
    channel,
    onDuty: called?.onDuty ?? false,
  });
}

/**
 * A `message` rung is a text; a `push` rung rings a technician's phone, and is on the board for everybody else; a `call`
 * rung is for somebody to make.
 */
async function message(work: Work, row: TicketRow, due: Owed, { personId, rung }: Called): Promise<void> {
  const { channel } = due.step;
  const rings = channel === "push" && (rung === "technician" || rung === "next");
  if (channel !== "message" && !rings) return;
  const [who] = await work.tx
    .select({ address: person.phone, locale: person.locale })
    .from(person)
    .where(eq(person.id, personId));
  if (!who) return;
  const time = await clockAt(work.tx, row.siteId, new Date(due.dueAt));
  const to = { personId, address: who.address ?? "", locale: who.locale };
  const payload = { number: row.number, time };
  if (rings) await tellByPush(work, to, "escalated", payload, row.id);
  else await tell(work, to, "escalated", payload, row.id);
}
