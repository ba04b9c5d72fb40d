import { and, eq, inArray, isNull, or } from "drizzle-orm";
import { servicePolicy } from "#db/schema/servicePolicy.ts";
import { presetTerms } from "../../domain/sla/presets.ts";
import type { ClockTerm } from "../../domain/sla/terms.ts";
import type { Reader } from "../ticket/load.ts";

/** The wall's target is about urgent repairs. */
const urgent = 2;

/**
 * Within what time somebody says yes to an urgent report, where that is one promise for everything at all of these
 * sites: their policies as they stand, the shipped preset where there is none. Null where sites or faults differ.
 */
export async function targetAt(db: Reader, ids: string[]): Promise<ClockTerm | null> {
  const rows = await db
    .select({
      siteId: servicePolicy.siteId,
      narrow: servicePolicy.faultCode,
      category: servicePolicy.categoryCode,
      minutes: servicePolicy.acknowledgeMinutes,
      basis: servicePolicy.acknowledgeBasis,
    })
    .from(servicePolicy)
    .where(
      and(
        isNull(servicePolicy.retiredAt),
        eq(servicePolicy.urgency, urgent),
        or(isNull(servicePolicy.siteId), inArray(servicePolicy.siteId, ids)),
      ),
    );
  const general = rows.filter((row) => row.narrow === null && row.category === null);
  const preset = presetTerms("CN-1", urgent).clocks.acknowledge;
  const held: ClockTerm[] = rows.filter((row) => row.narrow !== null || row.category !== null);
  for (const id of ids)
    held.push(
      general.find((row) => row.siteId === id) ?? general.find((row) => row.siteId === null) ?? preset,
    );
  const [first] = held;
  if (first === undefined) return null;
  const same = held.every((each) => each.minutes === first.minutes && each.basis === first.basis);
  return same ? { minutes: first.minutes, basis: first.basis } : null;
}
