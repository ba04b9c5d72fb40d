import { and, asc, eq, lte, notInArray } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { escalation, escalationRing } from "#db/schema/escalation.ts";
import { person } from "#db/schema/person.ts";
import { ticket } from "#db/schema/ticket.ts";
import {
  type Called,
  type Channel,
  nextRing,
  type Owed,
  ringsOwed,
  whomToCall,
} from "../../domain/escalation/ladder.ts";
import { ring } from "../doorbell.ts";
import { newId } from "../newId.ts";
import { clockAt } from "../notice/clockAt.ts";
import { tell } from "../notice/tell.ts";
import { tellStaff } from "../notice/tellStaff.ts";
import type { Work } from "../operation.ts";
import { isMobile } from "../phone.ts";
import { signedInWith } from "../push/signedInWith.ts";
import { clocksNow, rangOf, ringsFor } from "../sla/reckon.ts";
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
  const [{ clocks: all, held }, before] = await Promise.all([clocksNow(tx, row, now), rangOf(tx, row.id)]);
  const clocks = ringsFor(row) ? all : [];
  const since = row.escalateAt!.toISOString();
  const rang = before.map((r) => r.rang);
  const owed = ringsOwed(clocks, held.steps, rang, since, now.toISOString());
  const people = owed.length > 0 ? await peopleOf(tx, row, now) : null;
  let version = row.version;
  for (const due of owed) {
    const called = whomToCall(due.step, due.ring, people!);
    const way = called === null ? null : await wayTo(work, due, called);
    const channel = way?.channel ?? due.step.channel;
    await keep(work, row, due, called, channel);
    if (way !== null) await message(work, row, due, way);
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
          channel,
          // The ladder's own way does not reach this person: the record says which it was.
          ...(channel !== due.step.channel && { instead: due.step.channel }),
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
async function keep(
  work: Work,
  row: TicketRow,
  due: Owed,
  called: Called | null,
  channel: Channel,
): Promise<void> {
  const { tx, now } = work;
  const { clock, rung } = due.step;
  const latest = { rings: due.ring, lastRungAt: now, personId: called?.personId ?? null, channel };
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

type Way = {
  channel: Channel;
  to: { personId: string; address: string; locale: "zh" | "en" };
  desk: boolean;
};

/**
 * How this person is reached now. The ladder's own way where it can: a push needs a browser that is signed in and takes
 * messages, a message a mobile number. A push that reaches nobody becomes a message, and who can be reached by neither is
 * for somebody to ring up: that never looks as if it had been sent.
 */
async function wayTo(work: Work, due: Owed, { personId, rung }: Called): Promise<Way> {
  const { channel } = due.step;
  const [who] = await work.tx
    .select({ address: person.phone, locale: person.locale })
    .from(person)
    .where(eq(person.id, personId));
  const address = who?.address ?? "";
  const desk = rung === "lead" || rung === "manager";
  const way = (channel: Channel): Way => ({
    channel,
    to: { personId, address, locale: who?.locale ?? "zh" },
    desk,
  });
  if (channel === "call") return way("call");
  if (channel === "push") {
    const { signedIn, browser } = await signedInWith(work.tx, personId, work.now);
    // A technician's app says it itself while he is signed in, and his push finds its own way to his number.
    if (browser || (!desk && (signedIn || isMobile(address)))) return way("push");
  }
  return way(isMobile(address) ? "message" : "call");
}

/** Puts it into the outbox; what is to be rung up is on the list of calls by being what it is. */
async function message(work: Work, row: TicketRow, due: Owed, { channel, to, desk }: Way): Promise<void> {
  if (channel === "call") return;
  const time = await clockAt(work.tx, row.siteId, new Date(due.dueAt));
  const payload = { number: row.number, time };
  if (channel === "push") {
    await tellStaff(work, to, "escalated", desk ? { ...payload, room: "board" } : payload, row.id);
  } else await tell(work, to, "escalated", payload, row.id);
}
