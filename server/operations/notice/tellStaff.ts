import type { Work } from "../operation.ts";
import { reachedAt } from "./duty.ts";
import { type NoticeKind, tellByPush } from "./tell.ts";
import { dropWaiting } from "./waiting.ts";

export type StaffNotice = Extract<
  NoticeKind,
  | `job_${string}`
  | "quote_accepted"
  | "quote_refused"
  | "parts_ready"
  | "parts_lost"
  | "parts_moved"
  | "parts_left"
  | "lead_rules"
  | "escalated"
>;

/**
 * What becomes of it while its reader is off duty. `now`: whoever gives out work or calls has looked who is there, by
 * the policy. `shift`: he must know it before he goes on, so it waits for his next shift. `news`: his list says it.
 */
const offDuty: Record<StaffNotice, "now" | "shift" | "news"> = {
  job_new: "now",
  job_offered: "now",
  escalated: "now",
  job_gone: "news",
  job_changed: "news",
  job_visit_set: "shift",
  job_visit_moved: "shift",
  job_visit_off: "shift",
  job_visit_day: "shift",
  job_visit_soon: "shift",
  quote_accepted: "shift",
  quote_refused: "shift",
  parts_ready: "shift",
  parts_lost: "shift",
  parts_moved: "shift",
  parts_left: "shift",
  lead_rules: "shift",
};

const reminders = ["job_visit_day", "job_visit_soon"] as const satisfies StaffNotice[];
const visits = [...reminders, "job_visit_set", "job_visit_moved", "job_visit_off"] as const;

/** What a notice takes the place of while it waits. */
function olderThan(kind: StaffNotice): readonly StaffNotice[] {
  if (reminders.some((each) => each === kind)) return reminders;
  return visits.some((each) => each === kind) ? visits : [];
}

/**
 * The one way in which the staff's phones are rung: nobody who is off duty, except where the policy says so. What waits
 * for a shift and would come only after `useless` is not sent; of a visit the last word alone waits.
 */
export async function tellStaff(
  work: Work,
  to: { personId: string; address: string; locale: "zh" | "en" },
  kind: StaffNotice,
  payload: Record<string, string>,
  ticketId: string,
  useless: Date | null = null,
): Promise<void> {
  const when = offDuty[kind];
  const older = olderThan(kind);
  if (older.length > 0) await dropWaiting(work, to.personId, ticketId, older);
  const at = when === "now" ? work.now : await reachedAt(work.tx, to.personId, work.now);
  if (at === null || (when === "news" && at > work.now)) return;
  if (useless !== null && at > useless) return;
  await tellByPush(work, to, kind, payload, ticketId, at);
}
