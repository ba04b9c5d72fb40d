import { and, eq } from "drizzle-orm";
import { trackingLink } from "#db/schema/trackingLink.ts";
import { newId } from "../newId.ts";
import { tell } from "../notice/tell.ts";
import type { Work } from "../operation.ts";
import { hashOf, secretOf } from "./secret.ts";

/** Somebody who has the same trouble and no home at the site: a person, or only a number that was left. */
export type Onlooker = { personId: string | null; phone: string | null; locale: "zh" | "en" };

/** Before the person or number in the address of such a link. */
export const onlookerMark = "onlooker:";

/**
 * The link of an onlooker to this ticket, made and told of the first time. It shows what a household that follows would
 * see. Returns its id.
 */
export async function onlookerLink(
  work: Work,
  row: { id: string; number: string },
  { personId, phone, locale }: Onlooker,
): Promise<{ linkId: string; isNew: boolean }> {
  const { tx, now } = work;
  const id = newId(now);
  const address = `${onlookerMark}${personId ?? phone ?? id}`;
  const [made] = await tx
    .insert(trackingLink)
    .values({
      id,
      ticketId: row.id,
      address,
      personId,
      onlooker: true,
      locale,
      tokenHash: hashOf(secretOf(id)),
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: trackingLink.id });
  if (made !== undefined) {
    if (phone !== null)
      await tell(
        work,
        { personId, address: phone, locale },
        "onlooking",
        { number: row.number, link: id },
        row.id,
      );
    return { linkId: id, isNew: true };
  }
  const [kept] = await tx
    .select({ id: trackingLink.id })
    .from(trackingLink)
    .where(and(eq(trackingLink.ticketId, row.id), eq(trackingLink.address, address)));
  return { linkId: kept!.id, isNew: false };
}
