import { eq } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { ticket } from "#db/schema/ticket.ts";
import { trackingLink } from "#db/schema/trackingLink.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { hashOf, looksLikeSecret } from "./secret.ts";

/** How long after the ticket's end its link still opens, days. */
export const linkDaysAfterEnd = 90;
/** How long one opens that was asked for after that, days. */
export const renewedDays = 7;

/** Who holds this secret, or null: it is no secret of ours, it was revoked, or its ticket ended long ago. */
export async function holderOf(
  db: Database,
  secret: unknown,
  now: Date,
): Promise<Extract<Actor, { kind: "link" }> | null> {
  if (!looksLikeSecret(secret)) return null;
  const [row] = await db
    .select({ link: trackingLink, closedAt: ticket.closedAt })
    .from(trackingLink)
    .innerJoin(ticket, eq(ticket.id, trackingLink.ticketId))
    .where(eq(trackingLink.tokenHash, hashOf(secret)));
  if (row === undefined || !opens(row.link, row.closedAt, now)) return null;
  const { id: linkId, ticketId, personId, locale, onlooker } = row.link;
  return { kind: "link", linkId, ticketId, personId, locale, ...(onlooker && { onlooker }) };
}

/** Does this link open its ticket, which ended then or is open? */
export function opens(
  link: Pick<typeof trackingLink.$inferSelect, "createdAt" | "revokedAt">,
  closedAt: Date | null,
  now: Date,
): boolean {
  if (link.revokedAt !== null) return false;
  if (closedAt === null) return true;
  const days = (n: number) => n * 86_400_000;
  const age = now.getTime() - closedAt.getTime();
  const renewed = link.createdAt > closedAt && now.getTime() - link.createdAt.getTime() < days(renewedDays);
  return age < days(linkDaysAfterEnd) || renewed;
}
