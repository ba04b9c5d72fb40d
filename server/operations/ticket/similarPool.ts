import { sql } from "drizzle-orm";
import type { PlaceKind } from "#db/schema/place.ts";
import type { Skill } from "../../domain/catalogue/skill.ts";
import { charactersRead } from "../../domain/duplicate/grams.ts";
import { catchAll, type Scope } from "../../domain/duplicate/weigh.ts";
import type { PlateWords } from "../../domain/place/plate.ts";
import type { Status } from "../../domain/ticket/status.ts";
import { among } from "../among.ts";
import type { Tx } from "../operation.ts";

/** What a new report is compared with: who sees what of it is decided by the caller. */
export type PoolRow = {
  id: string;
  number: string;
  siteId: string;
  placeId: string;
  kind: PlaceKind;
  buildingId: string | null;
  unit: string | null;
  plate: PlateWords;
  faultCode: string;
  categoryCode: string;
  skill: Skill;
  scope: Scope;
  faultZh: string;
  faultEn: string;
  urgency: 1 | 2 | 3 | 4;
  status: Status;
  receivedAt: Date;
  doneAt: Date | null;
  households: number;
  photos: number;
  /** What is weighed: empty where the caller may not have it weighed. */
  words: string;
  /** The beginning of what was said, where the caller may read it. */
  glance: string;
  reporterId: string | null;
};

type Around = {
  siteId: string;
  placeId: string;
  buildingId: string | null;
  faultCode: string;
  categoryCode: string;
  scope: Scope;
};

/** Tickets that are weighed at most; the nearest in place and fault come first. */
const mostWeighed = 60;
/** A repair that has just ended is still worth naming. */
const endedWithin = "24 hours";

/** Characters of what was said that are read at a glance. */
const glance = 120;

const columns = sql`t.id, t.number, t.site_id, t.place_id, p.kind, p.building_id, p.unit, t.plate, t.fault_code,
  t.urgency, t.status, t.received_at, t.done_at, t.households, t.photos, t.reporter_id, t.description, t.place_words`;
const open = sql`t.status not in ('closed', 'cancelled', 'declined', 'duplicate')`;

/**
 * Open tickets, and those closed within a day, that could be the same failure: at the same building, at the site's
 * own places, and of the same fault where that reaches the whole site. Each arm is an index scan of what is open, so
 * history costs nothing. `ownHomes` limits other homes' tickets to failures that reach beyond one home.
 */
export async function similarPool(
  db: Pick<Tx, "execute">,
  at: Around,
  now: Date,
  limits: { ownHomes: string[] | "all"; reporter: string | null; except: string | null },
): Promise<PoolRow[]> {
  // No ticket is in two of these, so none has to be looked up again to be counted once.
  const near = sql`select ${columns} from place p join ticket t on t.place_id = p.id where ${open}`;
  const arms =
    at.buildingId === null
      ? [sql`${near} and p.site_id = ${at.siteId} and p.building_id is null`]
      : [
          sql`${near} and p.building_id = ${at.buildingId}`,
          sql`${near} and p.site_id = ${at.siteId} and p.building_id is null`,
        ];
  const there = sql`select ${columns} from ticket t join place p on p.id = t.place_id where t.site_id = ${at.siteId}`;
  if (at.scope === "site" || at.buildingId === null)
    arms.push(sql`${there} and t.fault_code = ${at.faultCode} and ${open}
      and p.building_id is not null and p.building_id is distinct from ${at.buildingId}::uuid`);
  // A span with both ends: of one that is open the planner expects a third of all history, and plans each call anew.
  arms.push(sql`${there} and t.status = 'closed'
      and t.closed_at between ${now.toISOString()}::timestamptz - ${endedWithin}::interval and ${now.toISOString()}::timestamptz`);
  const own = limits.reporter === null ? sql`false` : sql`t.reporter_id = ${limits.reporter}`;
  const seen =
    limits.ownHomes === "all"
      ? sql``
      : sql`and (t.kind <> 'home' or f.scope <> 'home' or ${among(sql`t.place_id`, limits.ownHomes)} or ${own})`;
  // A strange fault at another place never comes near the line, whatever is said of it.
  const kin =
    at.faultCode === catchAll
      ? sql``
      : sql`and (t.place_id = ${at.placeId} or f.category_code = ${at.categoryCode} or t.fault_code = ${catchAll})`;
  // Words that may not be weighed do not leave the database.
  const said = sql`left(t.description || ' ' || t.place_words, ${charactersRead})`;
  const heard =
    limits.ownHomes === "all"
      ? said
      : sql`case when t.kind not in ('home', 'elsewhere') or ${own} or ${among(sql`t.place_id`, limits.ownHomes)} then ${said} else '' end`;
  const beginning = sql`left(t.description, ${glance})`;
  const readable =
    limits.ownHomes === "all"
      ? beginning
      : sql`case when ${own} or ${among(sql`t.place_id`, limits.ownHomes)} then ${beginning} else '' end`;
  const except = limits.except === null ? sql`` : sql`and t.id <> ${limits.except}`;
  const rows = await db.execute<Raw>(sql`
    select t.id, t.number, t.site_id, t.place_id, t.kind, t.building_id, t.unit, t.plate, t.fault_code, t.urgency,
      t.status, t.received_at, t.done_at, t.households, t.photos, t.reporter_id, f.category_code, f.skill, f.scope, f.name_zh, f.name_en,
      ${heard} as words, ${readable} as glance
    from (${sql.join(arms, sql` union all `)}) t join fault f on f.code = t.fault_code
    where true ${kin} ${seen} ${except}
    order by (t.place_id = ${at.placeId}) desc, (t.fault_code = ${at.faultCode}) desc,
      (f.category_code = ${at.categoryCode}) desc, t.received_at desc
    limit ${mostWeighed}`);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    siteId: row.site_id,
    placeId: row.place_id,
    kind: row.kind,
    buildingId: row.building_id,
    unit: row.unit,
    plate: row.plate,
    faultCode: row.fault_code,
    categoryCode: row.category_code,
    skill: row.skill,
    scope: row.scope,
    faultZh: row.name_zh,
    faultEn: row.name_en,
    urgency: row.urgency,
    status: row.status,
    receivedAt: new Date(row.received_at),
    doneAt: row.done_at === null ? null : new Date(row.done_at),
    households: row.households,
    photos: row.photos,
    words: row.words,
    glance: row.glance,
    reporterId: row.reporter_id,
  }));
}

type Raw = {
  id: string;
  number: string;
  site_id: string;
  place_id: string;
  kind: PlaceKind;
  building_id: string | null;
  unit: string | null;
  plate: PlateWords;
  fault_code: string;
  category_code: string;
  skill: Skill;
  scope: Scope;
  name_zh: string;
  name_en: string;
  urgency: 1 | 2 | 3 | 4;
  status: Status;
  received_at: string;
  done_at: string | null;
  households: number;
  photos: number;
  words: string;
  glance: string;
  reporter_id: string | null;
};
