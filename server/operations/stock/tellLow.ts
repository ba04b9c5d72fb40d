import { and, eq, isNotNull } from "drizzle-orm";
import { material } from "#db/schema/material.ts";
import { person, staffRole } from "#db/schema/person.ts";
import { store } from "#db/schema/stock.ts";
import { quantityWords } from "../../domain/stock/quantity.ts";
import { reachedAt } from "../notice/duty.ts";
import { tell } from "../notice/tell.ts";
import type { Work } from "../operation.ts";
import type { Level, Spot } from "./levels.ts";

/** A store has just run low of something: the site's leads are told when they are at work, once until it is filled up. */
export async function tellLow(work: Work, { storeId, materialId }: Spot, level: Level): Promise<void> {
  const { tx } = work;
  const [[what], [where]] = await Promise.all([
    tx.select().from(material).where(eq(material.id, materialId)),
    tx.select().from(store).where(eq(store.id, storeId)),
  ]);
  if (what === undefined || where === undefined) return;
  const leads = await tx
    .selectDistinct({ id: person.id, phone: person.phone, locale: person.locale })
    .from(staffRole)
    .innerJoin(person, eq(person.id, staffRole.personId))
    .where(and(eq(staffRole.siteId, where.siteId), eq(staffRole.role, "lead"), isNotNull(person.phone)));
  for (const { id, phone, locale } of leads) {
    const at = await reachedAt(tx, id, work.now);
    if (at === null) continue;
    const zh = locale === "zh";
    const payload = {
      name: zh ? what.nameZh : what.nameEn,
      store: zh ? where.nameZh : where.nameEn,
      quantity: quantityWords(level.quantity),
    };
    await tell(work, { personId: id, address: phone!, locale }, "stock_low", payload, null, at);
  }
}
