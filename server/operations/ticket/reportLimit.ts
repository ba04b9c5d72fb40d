import { and, count, eq, gt, sql } from "drizzle-orm";
import { ticket } from "#db/schema/ticket.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { env } from "../../env.ts";
import type { Work } from "../operation.ts";

/**
 * Refuses REPORT_LIMIT (params span, max) when this resident has sent too many of late. A danger is never limited. The
 * lock lets only one of a person's reports count at a time, so that a burst cannot slip through together; who waits
 * too long for it is told SLOW_DOWN.
 */
export async function limitReports(work: Work, danger: boolean): Promise<void> {
  const { tx, actor } = work;
  if (actor.kind !== "resident" || danger) return;
  // Most of a flood ends here, before it queues.
  await refuseMore(work, actor.personId);
  try {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`report:${actor.personId}`}, 0))`);
  } catch (error) {
    const { code } = (error as { cause?: { code?: string } }).cause ?? {};
    if (code === lockTimeout) throw new Refused(refuse("SLOW_DOWN", { params: { seconds: 5 } }));
    throw error;
  }
  await refuseMore(work, actor.personId);
}

const lockTimeout = "55P03";

async function refuseMore({ tx, now }: Work, personId: string): Promise<void> {
  const minuteAgo = new Date(now.getTime() - 60_000).toISOString();
  const [sent] = await tx
    .select({
      day: count(),
      minute: sql<number>`count(*) filter (where ${ticket.receivedAt} > ${minuteAgo})`.mapWith(Number),
    })
    .from(ticket)
    .where(
      and(
        eq(ticket.reporterId, personId),
        eq(ticket.filedById, personId),
        gt(ticket.receivedAt, new Date(now.getTime() - 86_400_000)),
      ),
    );
  const { reportsPerMinute, reportsPerDay } = env();
  const no = (span: "minute" | "day", max: number) =>
    new Refused(refuse("REPORT_LIMIT", { params: { span, max } }));
  if ((sent?.minute ?? 0) >= reportsPerMinute) throw no("minute", reportsPerMinute);
  if ((sent?.day ?? 0) >= reportsPerDay) throw no("day", reportsPerDay);
}
