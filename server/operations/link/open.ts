import { and, eq, gt, isNull, or } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { ticket } from "#db/schema/ticket.ts";
import { trackingLink } from "#db/schema/trackingLink.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { hashOf, looksLikeSecret } from "./secret.ts";

/** How long after the ticket's end its link still opens, days. */
export const linkDaysAfterEnd = 90;

/** Who holds this secret, or null: it is no secret of ours, it was revoked, or its ticket ended long ago. */
export async function holderOf(
  db: Database,
  secret: unknown,
  now: Date,
): Promise<Extract<Actor, { kind: "link" }> | null> {
  if (!looksLikeSecret(secret)) return null;
  const [row] = await db
    .select({ link: trackingLink })
    .from(trackingLink)
    .innerJoin(ticket, eq(ticket.id, trackingLink.ticketId))
    .where(
      and(
        eq(trackingLink.tokenHash, hashOf(secret)),
        isNull(trackingLink.revokedAt),
        or(
          isNull(ticket.closedAt),
          gt(ticket.closedAt, new Date(now.getTime() - linkDaysAfterEnd * 86_400_000)),
        ),
      ),
    );
  if (row === undefined) return null;
  const { id: linkId, ticketId, personId, locale, onlooker } = row.link;
  return { kind: "link", linkId, ticketId, personId, locale, ...(onlooker && { onlooker }) };
}
