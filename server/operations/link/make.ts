import { and, eq } from "drizzle-orm";
import { trackingLink } from "#db/schema/trackingLink.ts";
import { newId } from "../newId.ts";
import type { Work } from "../operation.ts";
import { opens } from "./open.ts";
import { hashOf, secretOf } from "./secret.ts";

/** The link of this ticket for this number, made on first use. Returns its id; the secret is made when it is worded. */
export async function linkFor(
  work: Work,
  ticketId: string,
  to: { personId: string | null; address: string; locale: "zh" | "en" },
): Promise<string> {
  const id = newId(work.now);
  const [kept] = await work.tx
    .insert(trackingLink)
    .values({ id, ticketId, ...to, tokenHash: hashOf(secretOf(id)), createdAt: work.now })
    .onConflictDoUpdate({
      target: [trackingLink.ticketId, trackingLink.address],
      set: { locale: to.locale, personId: to.personId },
    })
    .returning({ id: trackingLink.id });
  return kept!.id;
}

/** Puts another in the place of this number's link where that was revoked or is over; one that opens stays. */
export async function reviveLink(
  { tx, now }: Work,
  row: { id: string; closedAt: Date | null },
  { address }: { address: string },
): Promise<void> {
  const mine = and(eq(trackingLink.ticketId, row.id), eq(trackingLink.address, address));
  const [kept] = await tx.select().from(trackingLink).where(mine);
  if (kept === undefined || opens(kept, row.closedAt, now)) return;
  const id = newId(now);
  await tx
    .update(trackingLink)
    .set({ id, tokenHash: hashOf(secretOf(id)), createdAt: now, revokedAt: null })
    .where(mine);
}
