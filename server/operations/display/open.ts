import { and, eq, gt, isNull } from "drizzle-orm";
import { z } from "zod";
import { wallDisplay } from "#db/schema/wallDisplay.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { hashOf } from "../link/secret.ts";
import { command } from "../operation.ts";
import { codeHmac, displaySecret } from "./secret.ts";

/**
 * The code is typed at the screen: it is used up, and the screen gets the secret with which it reads the wall from now on.
 * Whatever showed it before shows nothing any more. Refusal: CODE_EXPIRED, for a code that is wrong, used, revoked or
 * older than a quarter of an hour; which of these is nobody's business who has not got it.
 */
export const openDisplay = command({
  name: "display.open",
  input: z.strictObject({ code: z.string({ error: "REQUIRED" }).min(1, "REQUIRED").max(40, "TOO_LONG:40") }),
  async run(work, input): Promise<{ displayId: string; round: number; secret?: string }> {
    const found = and(
      eq(wallDisplay.codeHmac, codeHmac(input.code)),
      gt(wallDisplay.codeUntil, work.now),
      isNull(wallDisplay.revokedAt),
    );
    const [row] = await work.tx.select().from(wallDisplay).where(found).for("update");
    if (row === undefined) throw new Refused(refuse("CODE_EXPIRED", { field: "code" }));
    await work.tx
      .update(wallDisplay)
      .set({
        codeHmac: null,
        secretHash: hashOf(displaySecret(row.id, row.round)),
        openedAt: work.now,
        lastSeenAt: work.now,
      })
      .where(eq(wallDisplay.id, row.id));
    if (row.secretHash !== null) work.ended.add(row.id);
    return { displayId: row.id, round: row.round };
  },
  told: ({ displayId, round }) => ({ displayId, round, secret: displaySecret(displayId, round) }),
});
