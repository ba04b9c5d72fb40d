import { and, asc, count, desc, eq, exists, gte, inArray, isNull, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { ticketCharge } from "#db/schema/charge.ts";
import { fault } from "#db/schema/fault.ts";
import { material } from "#db/schema/material.ts";
import { person } from "#db/schema/person.ts";
import { building, place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import {
  stockConflict,
  stockLeg,
  stockLevel,
  stockMovement,
  stockReservation,
  store,
} from "#db/schema/stock.ts";
import { ticket } from "#db/schema/ticket.ts";
import { personIdOf, sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { fromNumeric, quantityWords } from "../../domain/stock/quantity.ts";
import { id, instant } from "../input.ts";
import { mostMaterials } from "../material/list.ts";
import { query } from "../operation.ts";
import { limitOf, standingLines } from "../quote/consent.ts";
import { standingRepeat } from "../repeat/first.ts";
import { findTicket, type Reader } from "../ticket/load.ts";
import { demandSite } from "./stores.ts";

const plain = (numeric: string) => quantityWords(fromNumeric(numeric));

/** What lies where at a site, what is low, what jobs wait for and what has to be settled. */
export const stockLevels = query({
  name: "stock.levels",
  input: z.strictObject({ siteId: id }),
  async run({ db, actor }, { siteId }) {
    demandSite(actor, "stock.levels", siteId);
    const allowed = sitesOf(actor, siteRoles("stock.levels"));
    const [sites, stores, levels, reservations, conflicts, limitCents] = await Promise.all([
      db
        .select({ id: site.id, nameZh: site.nameZh, nameEn: site.nameEn, timeZone: site.timeZone })
        .from(site)
        .where(allowed === "all" ? undefined : inArray(site.id, allowed))
        .orderBy(asc(site.code)),
      db
        .select({ id: store.id, kind: store.kind, nameZh: store.nameZh, nameEn: store.nameEn })
        .from(store)
        .where(and(eq(store.siteId, siteId), inArray(store.kind, ["warehouse", "van"])))
        .orderBy(desc(store.kind), asc(store.nameEn)),
      levelsOf(db, siteId),
      waitingOf(db, siteId),
      conflictsOf(db, siteId),
      limitOf(db, siteId),
    ]);
    return {
      site: sites.find((each) => each.id === siteId)!,
      sites,
      stores,
      levels,
      reservations,
      conflicts,
      limitCents,
    };
  },
});

async function levelsOf(db: Reader, siteId: string) {
  const rows = await db
    .select({ level: stockLevel })
    .from(stockLevel)
    .innerJoin(store, eq(store.id, stockLevel.storeId))
    .where(eq(store.siteId, siteId))
    .limit(50_000);
  return rows.map(({ level }) => ({
    storeId: level.storeId,
    materialId: level.materialId,
    quantity: plain(level.quantity),
    reserved: plain(level.reserved),
    lowAt: level.lowAt === null ? null : plain(level.lowAt),
    lowSince: level.lowSince?.toISOString() ?? null,
  }));
}

async function waitingOf(db: Reader, siteId: string) {
  const rows = await db
    .select({ of: stockReservation, number: ticket.number, technicianId: ticket.technicianId })
    .from(stockReservation)
    .innerJoin(ticket, eq(ticket.id, stockReservation.ticketId))
    .where(and(eq(stockReservation.siteId, siteId), inArray(stockReservation.state, ["waiting", "ready"])))
    .orderBy(asc(stockReservation.at))
    .limit(500);
  return rows.map(({ of, number, technicianId }) => ({
    id: of.id,
    ticketId: of.ticketId,
    number,
    technicianId,
    materialId: of.materialId,
    quantity: plain(of.quantity),
    state: of.state,
    storeId: of.storeId,
    at: of.at.toISOString(),
  }));
}

async function conflictsOf(db: Reader, siteId: string) {
  const rows = await db
    .select({ of: stockConflict, number: ticket.number, name: person.name, nameLatin: person.nameLatin })
    .from(stockConflict)
    .innerJoin(ticket, eq(ticket.id, stockConflict.ticketId))
    .innerJoin(person, eq(person.id, stockConflict.technicianId))
    .where(and(eq(stockConflict.siteId, siteId), isNull(stockConflict.settledAt)))
    .orderBy(asc(stockConflict.at))
    .limit(200);
  return rows.map(({ of, number, name, nameLatin }) => ({
    id: of.id,
    ticketId: of.ticketId,
    number,
    materialId: of.materialId,
    storeId: of.storeId,
    quantity: plain(of.quantity),
    available: plain(of.available),
    technician: { name, nameLatin },
    doneAt: of.doneAt.toISOString(),
  }));
}

/** Movements that one answer holds. */
const page = 50;

/** The books, newest first, of one material or store if asked; `before` goes on behind an answer's last. */
export const stockHistory = query({
  name: "stock.history",
  input: z.strictObject({
    siteId: id,
    materialId: id.optional(),
    storeId: id.optional(),
    before: id.optional(),
  }),
  async run({ db, actor }, input) {
    demandSite(actor, "stock.history", input.siteId);
    const leg = alias(stockLeg, "leg");
    const touched = exists(
      db
        .select({ one: sql`1` })
        .from(leg)
        .where(
          and(
            eq(leg.movementId, stockMovement.id),
            input.materialId ? eq(leg.materialId, input.materialId) : undefined,
            input.storeId ? eq(leg.storeId, input.storeId) : undefined,
          ),
        ),
    );
    const rows = await db
      .select({ of: stockMovement, number: ticket.number, name: person.name, nameLatin: person.nameLatin })
      .from(stockMovement)
      .innerJoin(person, eq(person.id, stockMovement.byId))
      .leftJoin(ticket, eq(ticket.id, stockMovement.ticketId))
      .where(
        and(
          eq(stockMovement.siteId, input.siteId),
          touched,
          input.before ? lt(stockMovement.id, input.before) : undefined,
        ),
      )
      .orderBy(desc(stockMovement.id))
      .limit(page + 1);
    const shown = rows.slice(0, page);
    const ids = shown.map((row) => row.of.id);
    const legs =
      ids.length === 0
        ? []
        : await db
            .select({ leg: stockLeg, kind: store.kind, nameZh: store.nameZh, nameEn: store.nameEn })
            .from(stockLeg)
            .innerJoin(store, eq(store.id, stockLeg.storeId))
            .where(inArray(stockLeg.movementId, ids))
            .orderBy(asc(stockLeg.line));
    return {
      more: rows.length > page,
      movements: shown.map(({ of, number, name, nameLatin }) => ({
        id: of.id,
        kind: of.kind,
        reason: of.reason,
        words: of.words,
        at: of.at.toISOString(),
        doneAt: of.doneAt?.toISOString() ?? null,
        number,
        by: { name, nameLatin },
        legs: legs
          .filter((each) => each.leg.movementId === of.id)
          .map((each) => ({
            materialId: each.leg.materialId,
            quantity: plain(each.leg.quantity),
            store: { kind: each.kind, nameZh: each.nameZh, nameEn: each.nameEn },
          })),
      })),
    };
  },
});

export const usageBy = ["item", "building", "fault", "technician", "month"] as const;

/**
 * What was used on repairs between two instants: exact sums by item, building, fault, technician or month. Taken back
 * and unsettled lines are not counted; quantities are only summed where the unit is one. At most 500 rows.
 */
export const stockUsage = query({
  name: "stock.usage",
  input: z.strictObject({
    siteId: id,
    by: z.enum(usageBy, { error: "REQUIRED" }),
    from: instant,
    until: instant,
  }),
  async run({ db, actor }, input) {
    demandSite(actor, "stock.usage", input.siteId);
    const [zone] = await db.select({ timeZone: site.timeZone }).from(site).where(eq(site.id, input.siteId));
    const month = sql<string>`to_char(${ticketCharge.usedAt} at time zone ${sql.raw(`'${zone!.timeZone.replaceAll("'", "")}'`)}, 'YYYY-MM')`;
    const none = sql<string>`''`;
    const groups = {
      item: {
        key: sql<string>`${material.code}`,
        zh: material.nameZh,
        en: material.nameEn,
        unit: material.unit,
      },
      building: {
        key: sql<string>`coalesce(${building.code}, '')`,
        zh: building.nameZh,
        en: building.nameEn,
        unit: none,
      },
      fault: { key: sql<string>`${fault.code}`, zh: fault.nameZh, en: fault.nameEn, unit: none },
      technician: { key: sql<string>`${person.id}::text`, zh: person.name, en: person.nameLatin, unit: none },
      month: { key: month, zh: month, en: month, unit: none },
    };
    const group = groups[input.by];
    const rows = await db
      .select({
        key: group.key,
        zh: sql<string>`coalesce(${group.zh}, '')`,
        en: sql<string>`coalesce(${group.en}, '')`,
        unit: sql<string>`${group.unit}`,
        quantity: sql<string>`sum(${ticketCharge.quantity})::text`,
        lines: count(),
        tickets: sql<number>`count(distinct ${ticketCharge.ticketId})::int`,
        costCents: sql<string>`sum(${ticketCharge.costCents})::text`,
        chargedCents: sql<string>`sum(case when ${ticketCharge.consent} in ('none', 'given') then ${ticketCharge.chargedCents} else 0 end)::text`,
      })
      .from(ticketCharge)
      .innerJoin(material, eq(material.id, ticketCharge.materialId))
      .innerJoin(ticket, eq(ticket.id, ticketCharge.ticketId))
      .innerJoin(place, eq(place.id, ticket.placeId))
      .innerJoin(fault, eq(fault.code, ticket.faultCode))
      .innerJoin(person, eq(person.id, ticketCharge.technicianId))
      .leftJoin(building, eq(building.id, place.buildingId))
      .leftJoin(stockConflict, eq(stockConflict.id, ticketCharge.conflictId))
      .where(
        and(
          eq(ticket.siteId, input.siteId),
          isNull(ticketCharge.voidedAt),
          sql`(${ticketCharge.conflictId} is null or ${stockConflict.settledAt} is not null)`,
          gte(ticketCharge.usedAt, new Date(input.from)),
          lt(ticketCharge.usedAt, new Date(input.until)),
        ),
      )
      .groupBy(
        ...(input.by === "month"
          ? [sql`1`]
          : [group.key, group.zh, group.en, group.unit].slice(0, input.by === "item" ? 4 : 3)),
      )
      .orderBy(input.by === "month" ? sql`1` : desc(sql`sum(${ticketCharge.costCents})`))
      .limit(500);
    return {
      rows: rows.map((row) => ({
        ...row,
        quantity: input.by === "item" ? plain(row.quantity) : "",
        costCents: Number(row.costCents),
        chargedCents: Number(row.chargedCents),
      })),
    };
  },
});

/** A technician's own: the materials of his sites and what lies in his vans and warehouses, to be kept on the phone. */
export const myStock = query({
  name: "stock.mine",
  input: z.strictObject({}),
  async run({ db, actor, now }) {
    const allowed = sitesOf(actor, ["technician"]);
    const sites = allowed === "all" ? [] : allowed;
    if (sites.length === 0) return { at: now.toISOString(), sites: [] };
    const [materials, levels, limits, names] = await Promise.all([
      db
        .select()
        .from(material)
        .where(and(inArray(material.siteId, sites), isNull(material.retiredAt)))
        .orderBy(asc(material.code))
        .limit(mostMaterials),
      db
        .select({
          level: stockLevel,
          kind: store.kind,
          siteId: store.siteId,
          technicianId: store.technicianId,
        })
        .from(stockLevel)
        .innerJoin(store, eq(store.id, stockLevel.storeId))
        .where(inArray(store.siteId, sites)),
      Promise.all(sites.map((siteId) => limitOf(db, siteId))),
      db
        .select({ id: site.id, nameZh: site.nameZh, nameEn: site.nameEn, timeZone: site.timeZone })
        .from(site)
        .where(inArray(site.id, sites)),
    ]);
    const own = personIdOf(actor);
    const at = (materialId: string, pick: (row: (typeof levels)[number]) => boolean) =>
      quantityWords(
        levels
          .filter((row) => row.level.materialId === materialId && pick(row))
          .reduce((sum, row) => sum + fromNumeric(row.level.quantity), 0n),
      );
    return {
      at: now.toISOString(),
      sites: sites.map((siteId, n) => ({
        siteId,
        nameZh: names.find((each) => each.id === siteId)?.nameZh ?? "",
        nameEn: names.find((each) => each.id === siteId)?.nameEn ?? "",
        timeZone: names.find((each) => each.id === siteId)!.timeZone,
        /** His own van there, once something lay in it. */
        vanId: levels.find((row) => row.siteId === siteId && row.technicianId === own)?.level.storeId ?? null,
        limitCents: limits[n]!,
        materials: materials
          .filter((row) => row.siteId === siteId)
          .map(({ id, code, barcode, nameZh, nameEn, unit, priceCents, usually, searchKey }) => ({
            id,
            code,
            barcode,
            nameZh,
            nameEn,
            unit,
            priceCents,
            usually,
            searchKey,
            van: at(id, (row) => row.technicianId === own),
            warehouse: at(id, (row) => row.kind === "warehouse"),
          })),
      })),
    };
  },
});

/** What was used on one ticket, what is held or waited for, and what it comes to. */
export const partsOfTicket = query({
  name: "stock.ofTicket",
  input: z.strictObject({ ticketId: id }),
  async run({ db, actor }, input) {
    const row = await findTicket(db, actor, "stock.ofTicket", input.ticketId);
    const [charges, reservations, where, limitCents, standing] = await Promise.all([
      db
        .select({ charge: ticketCharge, material, conflict: stockConflict })
        .from(ticketCharge)
        .innerJoin(material, eq(material.id, ticketCharge.materialId))
        .leftJoin(stockConflict, eq(stockConflict.id, ticketCharge.conflictId))
        .where(eq(ticketCharge.ticketId, row.id))
        .orderBy(asc(ticketCharge.usedAt))
        .limit(200),
      db
        .select({ of: stockReservation, material, store })
        .from(stockReservation)
        .innerJoin(material, eq(material.id, stockReservation.materialId))
        .leftJoin(store, eq(store.id, stockReservation.storeId))
        .where(
          and(eq(stockReservation.ticketId, row.id), inArray(stockReservation.state, ["waiting", "ready"])),
        )
        .orderBy(asc(stockReservation.at))
        .limit(50),
      db.select({ kind: place.kind }).from(place).where(eq(place.id, row.placeId)),
      limitOf(db, row.siteId),
      standingLines(db, row.id),
    ]);
    const returned = await standingRepeat(db, row.id);
    const named = ({ id, code, nameZh, nameEn, unit }: typeof material.$inferSelect) => ({
      materialId: id,
      code,
      nameZh,
      nameEn,
      unit,
    });
    return {
      version: row.version,
      limitCents,
      /** Only a home has somebody who can be charged, and not for the return of a repair. */
      mayCharge: where[0]?.kind === "home" && returned === null,
      /** The number of the repair of which this is the return. */
      returnOf: returned?.number ?? null,
      totalCents: standing.reduce((sum, line) => sum + line.chargedCents, 0),
      charges: charges.map(({ charge, material: of, conflict }) => ({
        id: charge.id,
        ...named(of),
        quantity: plain(charge.quantity),
        priceCents: charge.priceCents,
        costCents: charge.costCents,
        kind: charge.kind,
        chargedCents: charge.chargedCents,
        consent: charge.consent,
        usedAt: charge.usedAt.toISOString(),
        voided: charge.voidedAt !== null,
        unsettled: conflict !== null && conflict.settledAt === null,
      })),
      reservations: reservations.map(({ of, material: what, store: place }) => ({
        id: of.id,
        ...named(what),
        quantity: plain(of.quantity),
        state: of.state,
        /** Where it is held; null while it is waited for. `own`: in the van of whoever has the job. */
        store: place && {
          nameZh: place.nameZh,
          nameEn: place.nameEn,
          own: place.technicianId !== null && place.technicianId === row.technicianId,
        },
      })),
    };
  },
});
