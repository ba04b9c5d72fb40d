import { createHash } from "node:crypto";
import type { ticketCharge } from "#db/schema/charge.ts";
import type { material } from "#db/schema/material.ts";
import type { stockLeg, stockLevel, stockMovement, stockReservation, store } from "#db/schema/stock.ts";
import { type ChargeKind, chargedOf, costOf, usualLimitCents } from "#server/domain/stock/charge.ts";
import { moveReasons, type StoreKind } from "#server/domain/stock/movement.ts";
import { quantityWords } from "#server/domain/stock/quantity.ts";
import { materialSearchKey } from "#server/domain/stock/search.ts";
import { faults } from "./catalogue.ts";
import type { Place, Site } from "./estates.ts";
import type { tellHistory } from "./history.ts";
import { type DemoMaterial, demoMaterials } from "./materials.ts";
import type { Random } from "./random.ts";
import type { Staff } from "./staff.ts";

type Told = ReturnType<typeof tellHistory>;
type Wares = { sites: Site[]; places: Place[]; staff: Staff; told: Told; from: number };
type Use = {
  at: number;
  ticketId: string;
  technicianId: string;
  takes: Array<{ of: DemoMaterial; quantity: bigint; kind: ChargeKind }>;
};

const hour = 3_600_000;
/** How often vans are filled up and the warehouse is ordered for. */
const round = 14 * 24 * hour;

/** The stores of both estates and ninety days of their books, such that every level is the fold of its movements. */
export function fillStores(random: Random, { sites, places, staff, told, from }: Wares) {
  const rows = {
    materials: [] as Array<typeof material.$inferInsert>,
    stores: [] as Array<typeof store.$inferInsert>,
    levels: [] as Array<typeof stockLevel.$inferInsert>,
    movements: [] as Array<typeof stockMovement.$inferInsert>,
    legs: [] as Array<typeof stockLeg.$inferInsert>,
    charges: [] as Array<typeof ticketCharge.$inferInsert>,
    reservations: [] as Array<typeof stockReservation.$inferInsert>,
  };
  const homes = new Set(places.filter((place) => place.kind === "home").map((place) => place.id));
  const uses = usesOf(random, told, homes);
  const lead = staff.desk.lead[0]!.id;
  for (const site of sites) fillSite(site);
  return rows;

  function fillSite(site: Site): void {
    const ids = new Map<string, string>();
    for (const [at, each] of demoMaterials.entries()) {
      const id = random.id(from + at);
      ids.set(each.code, id);
      rows.materials.push(materialOf(id, site.id, each, at));
    }
    const storeIds = new Map<string, string>();
    const open = (kind: StoreKind, zh: string, en: string, technicianId: string | null = null) => {
      const id = random.id(from);
      storeIds.set(technicianId ?? kind, id);
      rows.stores.push({ id, siteId: site.id, kind, technicianId, nameZh: zh, nameEn: en });
    };
    open("warehouse", "仓库", "Warehouse");
    open("supplier", "供应商", "Supplier");
    open("used", "工单领用", "Used on repairs");
    open("loss", "盘点差异", "Count differences");
    for (const { personId } of staff.roles.filter((r) => r.role === "technician" && r.siteId === site.id)) {
      const who = staff.people.find((each) => each.id === personId)!;
      open("van", `${who.name}的工具车`, `${who.nameLatin}'s van`, personId);
    }
    const levels = new Map<string, bigint>();
    const inTickets = new Map(told.tickets.filter((t) => t.siteId === site.id).map((t) => [t.id, t]));
    const mine = uses.filter((use) => inTickets.has(use.ticketId) && storeIds.has(use.technicianId));
    const end = Math.max(from + 1, ...mine.map((use) => use.at)) + 1;
    for (let start = from; start < end; start += round) {
      const now = mine.filter((use) => use.at >= start && use.at < start + round);
      stockUp(start, now, start === from);
      for (const use of now.sort((a, b) => a.at - b.at)) spend(use);
    }
    for (const [spot, quantity] of levels) {
      const [storeId = "", materialId = ""] = spot.split(" ");
      rows.levels.push(levelOf(storeId, materialId, quantity, storeId === storeIds.get("warehouse"), end));
    }
    const left = (code: string) => levels.get(`${storeIds.get("warehouse")} ${ids.get(code)}`) ?? 0n;
    holdUp(site, ids, inTickets, left);

    function move(
      at: number,
      kind: "receive" | "issue" | "use",
      by: string,
      lines: Array<{ code: string; from: string; to: string; quantity: bigint }>,
      ticketId: string | null = null,
    ) {
      const id = random.id(at);
      const words = kind === "receive" ? "按月计划采购" : "";
      const reason = kind === "use" ? "" : moveReasons[kind][0];
      const entry = { id, siteId: site.id, kind, reason, words, byId: by, at: new Date(at) };
      rows.movements.push({ ...entry, doneAt: null, ticketId, key: random.id(at), step: 0 });
      for (const [n, { code, from: out, to: into, quantity }] of lines.entries()) {
        const materialId = ids.get(code)!;
        for (const [side, name, size] of [
          [0, out, -quantity],
          [1, into, quantity],
        ] as const) {
          const storeId = storeIds.get(name)!;
          rows.legs.push({
            movementId: id,
            line: n * 2 + side,
            storeId,
            materialId,
            quantity: quantityWords(size),
          });
          if (["supplier", "used", "loss"].includes(name)) continue;
          const spot = `${storeId} ${materialId}`;
          levels.set(spot, (levels.get(spot) ?? 0n) + size);
        }
      }
    }

    /** Before the fortnight begins, vans get what they will use, and at first something to spare. */
    function stockUp(at: number, coming: Use[], first: boolean): void {
      const wanted = new Map<string, Map<string, bigint>>();
      for (const { technicianId, takes } of coming) {
        const van = wanted.get(technicianId) ?? new Map<string, bigint>();
        for (const { of, quantity } of takes) van.set(of.code, (van.get(of.code) ?? 0n) + quantity);
        wanted.set(technicianId, van);
      }
      if (first)
        for (const van of wanted.values()) for (const [code, size] of van) van.set(code, size + 2000n);
      const order = new Map<string, bigint>();
      for (const van of wanted.values())
        for (const [code, size] of van) order.set(code, (order.get(code) ?? 0n) + size);
      if (first)
        for (const each of demoMaterials)
          order.set(each.code, (order.get(each.code) ?? 0n) + BigInt(random.int(2, 24)) * 1000n);
      const receive = [...order].map(([code, quantity]) => ({
        code,
        from: "supplier",
        to: "warehouse",
        quantity,
      }));
      if (receive.length > 0) move(at + 1, "receive", lead, receive);
      let n = 2;
      for (const [technicianId, van] of wanted) {
        const lines = [...van].map(([code, quantity]) => ({
          code,
          from: "warehouse",
          to: technicianId,
          quantity,
        }));
        if (lines.length > 0) move(at + n++, "issue", lead, lines);
      }
    }

    function spend({ at, ticketId, technicianId, takes }: Use): void {
      const lines = takes.map(({ of, quantity }) => ({
        code: of.code,
        from: technicianId,
        to: "used",
        quantity,
      }));
      move(at, "use", technicianId, lines, ticketId);
      for (const { of, quantity, kind } of takes) {
        const costCents = costOf(quantity, of.priceCents);
        rows.charges.push({
          id: random.id(at),
          ticketId,
          materialId: ids.get(of.code)!,
          quantity: quantityWords(quantity),
          priceCents: of.priceCents,
          costCents,
          kind,
          chargedCents: chargedOf(kind, costCents),
          consent: "none",
          technicianId,
          usedAt: new Date(at),
          conflictId: null,
          voidedAt: null,
          voidedById: null,
        });
      }
    }
  }

  /** Jobs that wait for parts wait for something that the warehouse has not got. */
  function holdUp(
    site: Site,
    ids: Map<string, string>,
    tickets: Map<string, Told["tickets"][number]>,
    left: (code: string) => bigint,
  ) {
    for (const row of tickets.values()) {
      if (row.status !== "paused" || row.pauseReason !== "parts" || !row.technicianId) continue;
      const skill = faults.find((each) => each.code === row.faultCode)?.skill;
      const fits = demoMaterials.filter((each) => each.skill === skill);
      const [wanted] = (fits.length > 0 ? fits : demoMaterials).toSorted((a, b) =>
        Number(left(a.code) - left(b.code)),
      );
      const at = new Date(row.statusSince);
      rows.reservations.push({
        id: random.id(at.getTime()),
        siteId: site.id,
        ticketId: row.id,
        materialId: ids.get(wanted!.code)!,
        quantity: quantityWords((left(wanted!.code) / 1000n + 1n) * 1000n),
        state: "waiting",
        storeId: null,
        byId: row.technicianId,
        at,
        readyAt: null,
        endedAt: null,
      });
    }
  }
}

/** What the finished repairs took: about half of them something of their trade, never above what needs consent. */
function usesOf(random: Random, told: Told, homes: ReadonlySet<string>): Use[] {
  const tickets = new Map(told.tickets.map((row) => [row.id, row]));
  const skills = new Map(faults.map((fault) => [fault.code, fault.skill]));
  const returned = new Set(told.repeats.map((each) => each.ticketId));
  const uses: Use[] = [];
  for (const record of told.workRecords) {
    const row = tickets.get(record.ticketId);
    const fits = demoMaterials.filter((each) => each.skill === skills.get(row?.faultCode ?? ""));
    if (row === undefined || fits.length === 0 || !random.chance(0.55)) continue;
    const takes: Use["takes"] = [];
    let sum = 0;
    for (let n = random.chance(0.3) ? 2 : 1; n > 0; n--) {
      const of = random.pick(fits);
      if (takes.some((each) => each.of === of)) continue;
      const quantity = BigInt(random.pick(of.takes));
      const atHome = homes.has(row.placeId);
      const usual = of.usually === "charged" && (!atHome || random.chance(0.15)) ? "free" : of.usually;
      const kind = returned.has(row.id) ? "warranty" : usual;
      sum += chargedOf(kind, costOf(quantity, of.priceCents));
      if (sum <= usualLimitCents) takes.push({ of, quantity, kind });
    }
    const at = new Date(record.recordedAt).getTime() - 60_000;
    if (takes.length > 0) uses.push({ at, ticketId: row.id, technicianId: record.technicianId, takes });
  }
  return uses;
}

function materialOf(
  id: string,
  siteId: string,
  each: DemoMaterial,
  at: number,
): typeof material.$inferInsert {
  const { code, zh, en, unit, priceCents, usually } = each;
  const barcode = ean13(`6921734${String(10_000 + at * 37)}`);
  const searchKey = materialSearchKey({ code, barcode, nameZh: zh, nameEn: en });
  return {
    id,
    siteId,
    code,
    barcode,
    nameZh: zh,
    nameEn: en,
    unit,
    priceCents,
    usually,
    searchKey,
    version: 1,
    retiredAt: null,
  };
}

/** Twelve figures with their check figure. */
function ean13(figures: string): string {
  const sum = [...figures].reduce((all, figure, at) => all + Number(figure) * (at % 2 === 0 ? 1 : 3), 0);
  return `${figures}${(10 - (sum % 10)) % 10}`;
}

/** The warehouse wants six of everything, so some of it is low. */
function levelOf(
  storeId: string,
  materialId: string,
  quantity: bigint,
  inWarehouse: boolean,
  now: number,
): typeof stockLevel.$inferInsert {
  const lowAt = inWarehouse ? lowAtOf(materialId) : null;
  const low = lowAt !== null && quantity <= BigInt(lowAt) * 1000n;
  return {
    storeId,
    materialId,
    quantity: quantityWords(quantity),
    reserved: "0",
    lowAt: lowAt === null ? null : String(lowAt),
    lowSince: low ? new Date(now) : null,
  };
}

function lowAtOf(materialId: string): number {
  return 2 + (createHash("sha256").update(materialId).digest()[0]! % 3);
}
