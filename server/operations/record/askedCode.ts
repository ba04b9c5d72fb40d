import type { RecordSaid } from "../../domain/record/merge.ts";
import type { Context } from "../operation.ts";
import { recordedAlready } from "../ticket/again.ts";
import { versionSeen } from "../ticket/hold.ts";
import { findTicket } from "../ticket/load.ts";
import { codeMoment } from "./ownerCode.ts";
import { mergedInto } from "./there.ts";

type Step = {
  ticketId: string;
  version: number;
  doneAt?: string | undefined;
  after?: string | undefined;
  choices?: Parameters<typeof mergedInto>[4] | undefined;
};

/**
 * The owner's code by which a record would be signed, with its ticket and when it was said; null where the record carries
 * none, where it would not be taken, or where the signature that is there stands. Refusals: NOT_FOUND, TOO_EARLY.
 */
export async function askedCode({ db, actor, now }: Context, step: Step, said: RecordSaid) {
  const { signed } = said.sheet ?? {};
  if (signed?.kind !== "code") return null;
  const row = await findTicket(db, actor, "ticket.complete", step.ticketId);
  const reader = { tx: db, actor };
  const there = await recordedAlready(reader, row, await versionSeen(reader, step));
  if (there === null) {
    const at = codeMoment(row.statusSince, step.doneAt, now);
    return row.status === "on_site" ? { row, code: signed.code, at } : null;
  }
  const { coded, differs, since } = await mergedInto(db, row, there, said, step.choices ?? {});
  // He chooses first; then the code counts.
  if (coded === null || differs.length > 0) return null;
  return { row, code: coded, at: codeMoment(since ?? row.statusSince, step.doneAt, now) };
}
