import { and, asc, desc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { person } from "#db/schema/person.ts";
import { wallDisplay, wallDisplaySite } from "#db/schema/wallDisplay.ts";
import { nothing } from "../input.ts";
import { query } from "../operation.ts";
import { reachOf } from "../sla/reach.ts";
import { displayDays } from "./held.ts";

const most = 100;
/** Those that were revoked stay in sight for so long, days. */
const revokedShown = 30;

/** The screens that show one of the caller's sites: what they show, who allowed it and when, and when they were last seen. */
export const listDisplays = query({
  name: "display.list",
  input: nothing,
  async run({ db, actor, now }) {
    const { ids, sites } = await reachOf(db, actor, "display.list");
    const mine = db
      .select({ id: wallDisplaySite.displayId })
      .from(wallDisplaySite)
      .where(inArray(wallDisplaySite.siteId, ids));
    const by = alias(person, "ended_by");
    const recent = new Date(now.getTime() - revokedShown * 86_400_000);
    const rows = await db
      .select({
        display: wallDisplay,
        by: person.name,
        byLatin: person.nameLatin,
        revokedBy: by.name,
        revokedByLatin: by.nameLatin,
      })
      .from(wallDisplay)
      .innerJoin(person, eq(person.id, wallDisplay.createdById))
      .leftJoin(by, eq(by.id, wallDisplay.revokedById))
      .where(
        and(
          inArray(wallDisplay.id, mine),
          or(isNull(wallDisplay.revokedAt), gt(wallDisplay.revokedAt, recent)),
        ),
      )
      .orderBy(desc(isNull(wallDisplay.revokedAt)), asc(wallDisplay.name), asc(wallDisplay.id))
      .limit(most);
    const shown = await db
      .select()
      .from(wallDisplaySite)
      .where(
        inArray(
          wallDisplaySite.displayId,
          rows.map((row) => row.display.id),
        ),
      );
    const silentSince = new Date(now.getTime() - displayDays * 86_400_000);
    return {
      now: now.toISOString(),
      sites,
      displays: rows.map(({ display, ...people }) => ({
        ...people,
        id: display.id,
        name: display.name,
        siteIds: shown.filter((each) => each.displayId === display.id).map((each) => each.siteId),
        createdAt: display.createdAt.toISOString(),
        openedAt: display.openedAt?.toISOString() ?? null,
        lastSeenAt: display.lastSeenAt?.toISOString() ?? null,
        expired: display.lastSeenAt !== null && display.lastSeenAt <= silentSince,
        revokedAt: display.revokedAt?.toISOString() ?? null,
      })),
    };
  },
});
