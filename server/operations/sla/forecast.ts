import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { holiday } from "#db/schema/calendar.ts";
import { fault } from "#db/schema/fault.ts";
import { servicePolicy } from "#db/schema/servicePolicy.ts";
import { closest } from "../../domain/sla/closest.ts";
import { forecast, momentsFrom } from "../../domain/sla/forecast.ts";
import { termsOf } from "../../domain/sla/policyColumns.ts";
import { presetTerms } from "../../domain/sla/presets.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import { hoursOf } from "./calendars.ts";
import { aim, clocksInput } from "./policyInput.ts";
import { demandReach } from "./reach.ts";
import { calendarKeyOf } from "./siteHours.ts";

/**
 * What these clocks would promise in the hours of a site: a report now, tonight at eleven, and on the next public
 * holiday, each with its four deadlines beside those that hold today. `siteId` says in whose hours; `company` that the
 * promise is for all sites. Refusals: NOT_FOUND, MINUTES at their fields.
 */
export const forecastPromise = query({
  name: "promise.forecast",
  input: z.strictObject({ ...aim, siteId: id, company: z.boolean(), clocks: clocksInput }),
  async run({ db, actor, now }, { siteId, company, categoryCode, faultCode, urgency, clocks }) {
    await demandReach(db, actor, "promise.forecast", siteId);
    const key = await calendarKeyOf(db, siteId);
    const [calendar, rows, [known]] = await Promise.all([
      hoursOf(db, key),
      db.select().from(servicePolicy).where(isNull(servicePolicy.retiredAt)),
      db
        .select()
        .from(fault)
        .where(eq(fault.code, faultCode ?? "")),
    ]);
    const held = closest(rows, {
      siteId: company ? null : siteId,
      categoryCode: known?.categoryCode ?? categoryCode,
      faultCode,
      urgency,
    });
    const trapped = known?.danger === "trapped" ? "CN-LIFT" : "CN-1";
    const before = held ? termsOf(held) : presetTerms(trapped, urgency, known?.danger);
    const moments = momentsFrom(calendar, now.getTime());
    const free = moments.flatMap((each) => (each.kind === "holiday" ? [each.day] : []));
    const names =
      free.length === 0
        ? []
        : await db
            .select()
            .from(holiday)
            .where(and(eq(holiday.region, key.calendar?.holidays ?? "CN"), inArray(holiday.day, free)));
    return {
      timeZone: calendar.timeZone,
      moments: moments.map((each) => {
        const name = names.find((known) => known.day === each.day && each.kind === "holiday");
        return {
          ...each,
          nameZh: name?.nameZh ?? "",
          nameEn: name?.nameEn ?? "",
          before: forecast(before, calendar, each.at),
          after: forecast({ clocks, pauses: before.pauses }, calendar, each.at),
        };
      }),
    };
  },
});
