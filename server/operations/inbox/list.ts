import { and, desc, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { notification } from "#db/schema/event.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { env } from "../../env.ts";
import { addressed, leadsTo } from "../../notify/addressed.ts";
import { query } from "../operation.ts";
import { phone } from "../phone.ts";

/** What the demo's phones have received, newest first. Outside the demo there is no such page: NOT_FOUND. */
export const listInbox = query({
  name: "inbox.list",
  input: z.strictObject({ phone: phone.optional() }),
  async run({ db }, input) {
    if (!env().demo) throw new Refused(refuse("NOT_FOUND"));
    const rows = await db
      .select()
      .from(notification)
      .where(
        and(
          isNotNull(notification.deliveredAt),
          eq(notification.channel, "sms"),
          input.phone ? eq(notification.address, input.phone) : undefined,
        ),
      )
      .orderBy(desc(notification.createdAt))
      .limit(50);
    return {
      messages: rows.map((m) => ({
        id: m.id,
        address: m.address,
        kind: m.kind,
        payload: addressed(m.payload),
        /** Where its link leads, if it has one. */
        path: leadsTo(m.payload),
        locale: m.locale,
        ticketId: m.ticketId,
        deliveredAt: m.deliveredAt!.toISOString(),
      })),
    };
  },
});
