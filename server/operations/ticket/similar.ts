import { and, asc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import { type PlaceKind, place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { photo } from "#db/schema/ticket.ts";
import { type Actor, holds } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { type Grams, gramsOf } from "../../domain/duplicate/grams.ts";
import {
  type Facet,
  likelySame,
  type ReasonCode,
  reaches,
  weigh,
  worthAsking,
} from "../../domain/duplicate/weigh.ts";
import type { PlateWords } from "../../domain/place/plate.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { longestDescription } from "../../domain/ticket/description.ts";
import type { Status } from "../../domain/ticket/status.ts";
import { id, instant, words } from "../input.ts";
import { type Context, query } from "../operation.ts";
import { namedBuilding } from "../place/elsewhere.ts";
import { mayAskAt, staffOnly } from "../place/reach.ts";
import { placeCodeInput } from "../placeCode/open.ts";
import { type Home, homesOf } from "./followers.ts";
import { type PoolRow, similarPool } from "./similarPool.ts";

/** A ticket that may be the same failure, as far as the one who asks may see it. */
export type Similar = {
  ticketId: string;
  /** Null where it would lead to somebody else's report. */
  number: string | null;
  /** Its plate; or, of another household, only how near that home is. */
  where: { plate: PlateWords } | { home: "unit" | "building" | "site" };
  faultZh: string;
  faultEn: string;
  status: Status;
  receivedAt: string;
  doneAt: string | null;
  households: number;
  /** First photo of a report about a public place, or of one whose words may be read. */
  photoId: string | null;
  /** The beginning of what was said, for the desk and for the household that said it; else empty. */
  words: string;
  /** It is of the caller's own household. */
  own: boolean;
  likely: boolean;
  /** Figures are for the desk. */
  reasons: Array<{ code: ReasonCode; figure: number | null }>;
  score: number | null;
};

/** Candidates shown at most. */
export const similarLimit = 8;

/**
 * Which tickets may be the same failure as what is about to be reported: at most eight, likeliest first, each with
 * why. A resident sees of other homes only failures that reach their own, and of these only how near and how far.
 * NOT_FOUND for a place where the caller could not report, or an unknown fault.
 */
export const similarTickets = query({
  name: "ticket.similar",
  input: z.strictObject({
    placeId: id.optional(),
    /** The site, where the place is somewhere else there and only its words say where. */
    elsewhereAt: id.optional(),
    placeWords: words(200, false).default(""),
    placeCode: placeCodeInput,
    faultCode: z.string({ error: "REQUIRED" }).min(1, "REQUIRED").max(60, "BAD_ID"),
    words: words(longestDescription + 200, false).default(""),
    /** When it was first said, for a report that exists already; else now. */
    at: instant.optional(),
    /** The ticket that asks for its likes. */
    except: id.optional(),
  }),
  async run({ db, actor, now }, input): Promise<{ similar: Similar[] }> {
    const [where, [what], everyHome] = await Promise.all([
      whereAsked(db, input),
      db.select().from(fault).where(eq(fault.code, input.faultCode)),
      actor.kind === "resident" ? homesOf(db, actor.personId) : [],
    ]);
    const desk = where !== null && holds(actor, where.siteId, siteRoles("ticket.similar"));
    const field = input.placeId === undefined ? "elsewhereAt" : "placeId";
    if (where === null) throw new Refused(refuse("NOT_FOUND", { field }));
    const homes = everyHome.filter(({ siteId }) => siteId === where.siteId);
    const may = desk || (actor.kind === "resident" && (await mayAskAt(db, where, homes, input.placeCode)));
    if (!may) throw new Refused(refuse("NOT_FOUND", { field }));
    if (what === undefined) throw new Refused(refuse("NOT_FOUND", { field: "faultCode" }));
    const facet: Facet = {
      siteId: where.siteId,
      placeId: where.id,
      buildingId: where.buildingId,
      unit: where.unit,
      isPublic: isThing(where.kind),
      faultCode: what.code,
      categoryCode: what.categoryCode,
      skill: what.skill,
      scope: what.scope,
      words: gramsOf(input.words),
      at: input.at ?? now.toISOString(),
    };
    const ownHomes = desk ? "all" : homes.map((home) => home.placeId);
    const reporter = actor.kind === "resident" ? actor.personId : null;
    const pool = await similarPool(db, facet, now, { ownHomes, reporter, except: input.except ?? null });
    const found = pool
      .filter((row) => desk || isBy(actor, row) || (mayHearOf(row, homes) && isTheirTime(row, homes)))
      .map((row) => {
        // Another household's words are not even weighed: an order that follows them could be asked what they are.
        const heard = desk || isThing(row.kind) || has(homes, row.placeId) || isBy(actor, row);
        return { row, ...weigh(facet, facetOf(row, heard)) };
      })
      .filter(({ score }) => score >= worthAsking)
      .sort((a, b) => b.score - a.score || b.row.receivedAt.getTime() - a.row.receivedAt.getTime())
      .slice(0, similarLimit);
    // Whose it is may read it; of a public place the picture is for everybody who has a home there.
    const readable = (row: PoolRow) => desk || has(homes, row.placeId) || isBy(actor, row);
    const showable = (row: PoolRow) => readable(row) || (isThing(row.kind) && homes.length > 0);
    const photos = await firstPhotos(
      db,
      found.filter(({ row }) => row.photos > 0 && showable(row)).map(({ row }) => row.id),
    );
    return {
      similar: found.map(({ row, score, reasons }) => {
        const own = has(homes, row.placeId) || isBy(actor, row);
        const open = desk || own || row.kind !== "home";
        return {
          ticketId: row.id,
          number: desk || own ? row.number : null,
          where: open ? { plate: row.plate } : { home: nearest(row, homes) },
          faultZh: row.faultZh,
          faultEn: row.faultEn,
          status: row.status,
          receivedAt: row.receivedAt.toISOString(),
          doneAt: row.doneAt?.toISOString() ?? null,
          households: row.households,
          photoId: photos.get(row.id) ?? null,
          words: readable(row) ? row.glance : "",
          own,
          likely: score >= likelySame,
          reasons: reasons.map(({ code, figure }) => ({ code, figure: desk ? figure : null })),
          score: desk ? Math.round(score * 100) / 100 : null,
        };
      }),
    };
  },
});

/** No place yet that could be the same as another: two that are only in words are not the same for that. */
const nowhere = "00000000-0000-0000-0000-000000000000";

type Asked = { placeId?: string | undefined; elsewhereAt?: string | undefined; placeWords: string };

/** The place that is asked about; for one in words the site, and the building where they name one. */
async function whereAsked(db: Context["db"], said: Asked) {
  if (said.placeId !== undefined) {
    const [row] = await db.select().from(place).where(eq(place.id, said.placeId));
    return row ?? null;
  }
  if (said.elsewhereAt === undefined) return null;
  const [at] = await db.select({ id: site.id }).from(site).where(eq(site.id, said.elsewhereAt));
  if (at === undefined) return null;
  const within = await namedBuilding(db, at.id, said.placeWords);
  return {
    id: nowhere,
    siteId: at.id,
    buildingId: within?.id ?? null,
    unit: null,
    kind: "elsewhere" as const,
  };
}

/** A lift, a gate: a thing of its own. A place in words may be anything, somebody's home too. */
function isThing(kind: PlaceKind): boolean {
  return kind !== "home" && kind !== "elsewhere";
}

function isBy(actor: Actor, row: Pick<PoolRow, "reporterId">): boolean {
  return actor.kind === "resident" && row.reporterId === actor.personId;
}

/**
 * May the people of these homes hear of this ticket? A public place is everybody's, theirs too who have no home at the
 * site; another home's only if it reaches theirs, and one in words only if they live there.
 */
export function mayHearOf(
  row: Pick<PoolRow, "siteId" | "placeId" | "buildingId" | "unit" | "kind" | "scope">,
  homes: Home[],
): boolean {
  if (isThing(row.kind)) return homes.length > 0 || !staffOnly.includes(row.kind);
  if (row.kind !== "home" || has(homes, row.placeId)) return homes.some((home) => home.siteId === row.siteId);
  return homes.some((home) => reaches(row.scope, row, home));
}

/** What was reported at their home before it was theirs is not shown to them. */
function isTheirTime(row: Pick<PoolRow, "placeId" | "receivedAt">, homes: Home[]): boolean {
  const home = homes.find((each) => each.placeId === row.placeId);
  return home === undefined || (home.follows !== null && home.follows <= row.receivedAt);
}

function has(homes: Home[], placeId: string): boolean {
  return homes.some((home) => home.placeId === placeId);
}

function nearest(row: PoolRow, homes: Home[]): "unit" | "building" | "site" {
  const inBuilding = homes.filter((home) => home.buildingId !== null && home.buildingId === row.buildingId);
  if (inBuilding.some((home) => home.unit !== null && home.unit === row.unit)) return "unit";
  return inBuilding.length > 0 ? "building" : "site";
}

/** What was first said never changes, so its pieces are cut once; the oldest are let go. */
const cut = new Map<string, Grams>();
const mostCut = 5_000;

function facetOf(row: PoolRow, heard: boolean): Facet {
  return {
    ...row,
    // Two places in words are not the same place.
    placeId: row.kind === "elsewhere" ? row.id : row.placeId,
    isPublic: isThing(row.kind),
    words: heard ? cutOnce(row.id, row.words) : new Set(),
    at: row.receivedAt.toISOString(),
  };
}

function cutOnce(ticketId: string, said: string): Grams {
  const known = cut.get(ticketId);
  if (known) return known;
  const grams = gramsOf(said);
  cut.set(ticketId, grams);
  if (cut.size > mostCut) cut.delete(cut.keys().next().value!);
  return grams;
}

/** The first photo that came with each report. */
export async function firstPhotos(db: Context["db"], ticketIds: string[]): Promise<Map<string, string>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([photo.ticketId], { ticketId: photo.ticketId, id: photo.id })
    .from(photo)
    .where(and(inArray(photo.ticketId, ticketIds), eq(photo.kind, "report")))
    .orderBy(photo.ticketId, asc(photo.uploadedAt), asc(photo.id));
  return new Map(rows.map((row) => [row.ticketId!, row.id]));
}
