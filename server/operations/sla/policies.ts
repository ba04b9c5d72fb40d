import { and, asc, desc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { escalationLadder } from "#db/schema/escalation.ts";
import { fault, faultCategory } from "#db/schema/fault.ts";
import { person } from "#db/schema/person.ts";
import { servicePolicy } from "#db/schema/servicePolicy.ts";
import { settingChange } from "#db/schema/settingChange.ts";
import { presetLadders } from "../../domain/escalation/presetLadders.ts";
import { termsOf } from "../../domain/sla/policyColumns.ts";
import { nothing } from "../input.ts";
import { query } from "../operation.ts";
import { reachOf } from "./reach.ts";

const changesShown = 12;

/**
 * What is promised at the caller's sites and by the company: every policy in force with who wrote it, the ladders they
 * name and those that are shipped, and the faults that they can be for.
 */
export const listPromises = query({
  name: "promise.list",
  input: nothing,
  async run({ db, actor }) {
    const { ids, sites, company } = await reachOf(db, actor, "promise.list");
    const [categories, faults, rows, ladders, changes] = await Promise.all([
      db
        .select({ code: faultCategory.code, nameZh: faultCategory.nameZh, nameEn: faultCategory.nameEn })
        .from(faultCategory)
        .orderBy(asc(faultCategory.position)),
      db
        .select({
          code: fault.code,
          categoryCode: fault.categoryCode,
          nameZh: fault.nameZh,
          nameEn: fault.nameEn,
          urgency: fault.urgency,
          danger: fault.danger,
        })
        .from(fault)
        .where(isNull(fault.retiredAt))
        .orderBy(asc(fault.categoryCode), asc(fault.position)),
      db
        .select({ policy: servicePolicy, by: person.name, byLatin: person.nameLatin })
        .from(servicePolicy)
        .leftJoin(
          settingChange,
          and(
            eq(settingChange.setting, "policy"),
            eq(settingChange.verb, "set"),
            sql`${settingChange.of} = ${servicePolicy.id}::text`,
          ),
        )
        .leftJoin(person, eq(person.id, settingChange.byId))
        .where(
          and(
            isNull(servicePolicy.retiredAt),
            or(isNull(servicePolicy.siteId), inArray(servicePolicy.siteId, ids)),
          ),
        )
        .orderBy(asc(servicePolicy.urgency), asc(servicePolicy.since)),
      db.select().from(escalationLadder).orderBy(asc(escalationLadder.code)),
      db
        .select({
          ...{ id: settingChange.id, siteId: settingChange.siteId, verb: settingChange.verb },
          at: settingChange.at,
          ...{ urgency: servicePolicy.urgency, faultCode: servicePolicy.faultCode },
          categoryCode: servicePolicy.categoryCode,
          ...{ by: person.name, byLatin: person.nameLatin },
        })
        .from(settingChange)
        .innerJoin(servicePolicy, sql`${settingChange.of} = ${servicePolicy.id}::text`)
        .innerJoin(person, eq(person.id, settingChange.byId))
        .where(
          and(
            eq(settingChange.setting, "policy"),
            or(isNull(settingChange.siteId), inArray(settingChange.siteId, ids)),
          ),
        )
        .orderBy(desc(settingChange.at), desc(settingChange.id))
        .limit(changesShown * (ids.length + 1)),
    ]);
    const shipped = presetLadders.map((ladder) => ladder.code);
    const named = new Set([...shipped, ...rows.map(({ policy }) => policy.ladderCode)]);
    return {
      company,
      sites,
      categories,
      faults,
      ladders: ladders.filter((ladder) => named.has(ladder.code)),
      changes: changes.map((each) => ({ ...each, at: each.at.toISOString() })),
      policies: rows.map(({ policy, by, byLatin }) => ({
        id: policy.id,
        siteId: policy.siteId,
        categoryCode: policy.categoryCode,
        faultCode: policy.faultCode,
        urgency: policy.urgency,
        terms: termsOf(policy),
        ladderCode: policy.ladderCode,
        preset: policy.preset,
        source: policy.source,
        since: policy.since.toISOString(),
        by,
        byLatin,
      })),
    };
  },
});
