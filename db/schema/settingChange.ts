import { index, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { person } from "./person.ts";
import { site } from "./site.ts";

export type Setting = "policy" | "calendar" | "week" | "day" | "form";

/** Who changed what is promised, or the hours it is counted in, when and why; what stood before and what stands since. */
export const settingChange = pgTable(
  "setting_change",
  {
    id: uuid().primaryKey(),
    /** Null where it is the company's own. */
    siteId: uuid("site_id").references(() => site.id),
    setting: text().$type<Setting>().notNull(),
    /** The policy's id, the calendar's, the day, or the fault or category of a form. */
    of: text().notNull(),
    verb: text().$type<"set" | "removed">().notNull(),
    reason: text().notNull(),
    before: jsonb(),
    after: jsonb(),
    byId: uuid("by_id")
      .notNull()
      .references(() => person.id),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index("setting_change_of").on(t.setting, t.of), index("setting_change_site").on(t.siteId, t.at)],
);
