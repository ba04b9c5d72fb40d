import type { notification } from "#db/schema/event.ts";
import type { EventType } from "#server/domain/ticket/event.ts";
import type { History } from "./history.ts";
import type { Person } from "./households.ts";
import type { Random } from "./random.ts";

const kindOf: Partial<Record<EventType, string>> = {
  reported: "registered",
  assigned: "assigned",
  departed: "departed",
  completed: "completed",
};

/** What this person's phone has received about her own reports. */
export function messagesTo(
  random: Random,
  who: Person,
  told: History,
): Array<typeof notification.$inferInsert> {
  const hers = new Map(told.tickets.filter((t) => t.reporterId === who.id).map((t) => [t.id, t.number]));
  return told.ledger.events.flatMap((e) => {
    const number = hers.get(e.ticketId ?? "");
    const kind = kindOf[e.type];
    if (number === undefined || kind === undefined || who.phone === null || who.phone === undefined)
      return [];
    return [
      {
        id: random.id(e.at.getTime()),
        personId: who.id,
        address: who.phone,
        channel: "sms" as const,
        kind,
        ticketId: e.ticketId,
        payload: { number },
        locale: who.locale ?? "zh",
        createdAt: e.at,
        notBefore: e.at,
        attempts: 1,
        deliveredAt: new Date(e.at.getTime() + 2000),
      },
    ];
  });
}
