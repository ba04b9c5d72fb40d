import { and, eq, inArray, sql } from "drizzle-orm";
import { material } from "#db/schema/material.ts";
import { person, staffRole } from "#db/schema/person.ts";
import { store } from "#db/schema/stock.ts";
import { ticket } from "#db/schema/ticket.ts";
import { type Actor, holds } from "../../domain/access/actor.ts";
import { type OperationName, siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { isReal, type StoreKind } from "../../domain/stock/movement.ts";
import { newId } from "../newId.ts";
import type { Work } from "../operation.ts";
import type { Reader } from "../ticket/load.ts";

export type Store = typeof store.$inferSelect;
export type Material = typeof material.$inferSelect;

/** NOT_FOUND for a site that the actor does not reach with this operation. */
export function demandSite(actor: Actor, operation: OperationName, siteId: string): void {
  if (!holds(actor, siteId, siteRoles(operation)))
    throw new Refused(refuse("NOT_FOUND", { field: "siteId" }));
}

const names: Record<Exclude<StoreKind, "van">, [zh: string, en: string]> = {
  warehouse: ["仓库", "Warehouse"],
  supplier: ["供应商", "Supplier"],
  used: ["工单领用", "Used on repairs"],
  loss: ["盘点差异", "Count differences"],
};

/** The stores of a site: made on first need, a van for each of its technicians among them. */
export async function storesOf(work: Work, siteId: string): Promise<Store[]> {
  const { tx } = work;
  const read = () => tx.select().from(store).where(eq(store.siteId, siteId));
  const [found, vanless] = await Promise.all([read(), withoutVan(tx, siteId)]);
  const fixed = Object.keys(names) as Array<keyof typeof names>;
  const missing = fixed.filter((kind) => !found.some((each) => each.kind === kind));
  if (missing.length + vanless.length === 0) return found;
  await tx
    .insert(store)
    .values([
      ...missing.map((kind) => {
        const [nameZh, nameEn] = names[kind];
        return { id: newId(work.now), siteId, kind, nameZh, nameEn };
      }),
      ...vanless.map(({ id, name, nameLatin }) => ({
        id: newId(work.now),
        siteId,
        kind: "van" as const,
        technicianId: id,
        nameZh: `${name}的工具车`,
        nameEn: `${nameLatin}'s van`,
      })),
    ])
    .onConflictDoNothing();
  return read();
}

function withoutVan(db: Reader, siteId: string) {
  return db
    .select({ id: person.id, name: person.name, nameLatin: person.nameLatin })
    .from(staffRole)
    .innerJoin(person, eq(person.id, staffRole.personId))
    .where(
      and(
        eq(staffRole.siteId, siteId),
        eq(staffRole.role, "technician"),
        sql`not exists (select 1 from ${store} where ${store.siteId} = ${siteId} and ${store.technicianId} = ${person.id})`,
      ),
    );
}

export function ofKind(stores: readonly Store[], kind: Exclude<StoreKind, "van">): Store {
  return stores.find((each) => each.kind === kind)!;
}

/** The van of a technician at this site; NOT_FOUND for whoever is none there. */
export function vanOf(stores: readonly Store[], technicianId: string): Store {
  const van = stores.find((each) => each.kind === "van" && each.technicianId === technicianId);
  if (van === undefined) throw new Refused(refuse("NOT_FOUND", { field: "storeId" }));
  return van;
}

/** A store where things lie, of these; NOT_FOUND for every other. */
export function realStore(stores: readonly Store[], id: string, field = "storeId"): Store {
  const found = stores.find((each) => each.id === id);
  if (found === undefined || !isReal(found.kind)) throw new Refused(refuse("NOT_FOUND", { field }));
  return found;
}

/** The site of a store; NOT_FOUND when the actor does not reach it with this operation. */
export async function siteOfStore(work: Work, operation: OperationName, storeId: string): Promise<string> {
  const [found] = await work.tx.select({ siteId: store.siteId }).from(store).where(eq(store.id, storeId));
  if (found === undefined || !holds(work.actor, found.siteId, siteRoles(operation)))
    throw new Refused(refuse("NOT_FOUND", { field: "storeId" }));
  return found.siteId;
}

/** The materials by id; NOT_FOUND when one is not of this site. */
export async function materialsOf(
  db: Reader,
  siteId: string,
  ids: readonly string[],
): Promise<Map<string, Material>> {
  const rows =
    ids.length === 0
      ? []
      : await db
          .select()
          .from(material)
          .where(and(eq(material.siteId, siteId), inArray(material.id, [...ids])));
  const found = new Map(rows.map((row) => [row.id, row]));
  if (ids.some((id) => !found.has(id))) throw new Refused(refuse("NOT_FOUND", { field: "materialId" }));
  return found;
}

/** Where a ticket is; whether the actor may do anything there is asked when it is locked. */
export async function siteOfTicket(db: Reader, ticketId: string): Promise<string> {
  const [found] = await db.select({ siteId: ticket.siteId }).from(ticket).where(eq(ticket.id, ticketId));
  if (found === undefined) throw new Refused(refuse("NOT_FOUND"));
  return found.siteId;
}
