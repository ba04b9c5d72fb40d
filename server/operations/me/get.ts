import { inArray } from "drizzle-orm";
import { site } from "#db/schema/site.ts";
import { rolesOf } from "../../domain/access/policy.ts";
import { nothing } from "../input.ts";
import { query } from "../operation.ts";

/** Who the caller is, as the server sees it. */
export const getMe = query({
  name: "me.get",
  input: nothing,
  async run({ db, actor, now }) {
    const ids = actor.kind === "staff" ? [...new Set(actor.roles.map((r) => r.siteId))] : [];
    const sites =
      ids.length === 0
        ? []
        : await db
            .select({
              id: site.id,
              code: site.code,
              nameZh: site.nameZh,
              nameEn: site.nameEn,
              timeZone: site.timeZone,
            })
            .from(site)
            .where(inArray(site.id, ids));
    const named = actor.kind === "resident" || actor.kind === "staff";
    return {
      kind: actor.kind,
      personId: named ? actor.personId : null,
      name: named ? actor.name : "",
      nameLatin: named ? (actor.nameLatin ?? "") : "",
      roles: rolesOf(actor),
      sites,
      now: now.toISOString(),
    };
  },
});
