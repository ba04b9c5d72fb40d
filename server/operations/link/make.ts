import { trackingLink } from "#db/schema/trackingLink.ts";
import { newId } from "../newId.ts";
import type { Work } from "../operation.ts";
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
