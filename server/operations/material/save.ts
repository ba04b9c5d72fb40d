import { and, eq, ne, or } from "drizzle-orm";
import { z } from "zod";
import { material } from "#db/schema/material.ts";
import { holds } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { chargeKinds } from "../../domain/stock/charge.ts";
import { units } from "../../domain/stock/movement.ts";
import { materialSearchKey } from "../../domain/stock/search.ts";
import { id, version, words } from "../input.ts";
import { newId } from "../newId.ts";
import { command, type Work } from "../operation.ts";
import { cents } from "../stock/input.ts";
import { demandSite, storesOf } from "../stock/stores.ts";

/**
 * A material of a site, new or changed; `retired` ones are no longer offered and keep their history. Refusals: NOT_FOUND,
 * STALE, CODE_USED (field code or barcode).
 */
export const saveMaterial = command({
  name: "material.save",
  input: z.strictObject({
    siteId: id,
    /** Null for a new one; else with the version that was seen. */
    materialId: id.nullable(),
    version: version.optional(),
    code: words(30),
    barcode: words(60, false).default(""),
    nameZh: words(80),
    nameEn: words(80),
    unit: z.enum(units, { error: "REQUIRED" }),
    priceCents: cents,
    usually: z.enum(chargeKinds, { error: "REQUIRED" }),
    retired: z.boolean().default(false),
  }),
  async run(work, input) {
    demandSite(work.actor, "material.save", input.siteId);
    await storesOf(work, input.siteId);
    const { siteId, nameZh, nameEn, unit, priceCents, usually } = input;
    const [code, barcode] = [input.code.toUpperCase(), input.barcode === "" ? null : input.barcode];
    await demandFree(work, siteId, input.materialId, code, barcode);
    const searchKey = materialSearchKey({ code, barcode, nameZh, nameEn });
    const columns = { code, barcode, nameZh, nameEn, unit, priceCents, usually, searchKey };
    if (input.materialId === null) {
      const materialId = newId(work.now);
      await work.tx.insert(material).values({ id: materialId, siteId, ...columns, version: 1 });
      return { materialId, version: 1 };
    }
    const [row] = await work.tx
      .select()
      .from(material)
      .where(eq(material.id, input.materialId))
      .for("update");
    if (
      row === undefined ||
      row.siteId !== siteId ||
      !holds(work.actor, row.siteId, siteRoles("material.save"))
    )
      throw new Refused(refuse("NOT_FOUND", { field: "materialId" }));
    if (row.version !== input.version) throw new Refused(refuse("STALE"));
    const retiredAt = input.retired ? (row.retiredAt ?? work.now) : null;
    const next = row.version + 1;
    await work.tx
      .update(material)
      .set({ ...columns, retiredAt, version: next })
      .where(eq(material.id, row.id));
    return { materialId: row.id, version: next };
  },
});

async function demandFree(
  work: Work,
  siteId: string,
  ownId: string | null,
  code: string,
  barcode: string | null,
): Promise<void> {
  const same = or(eq(material.code, code), barcode === null ? undefined : eq(material.barcode, barcode));
  const [other] = await work.tx
    .select({ code: material.code })
    .from(material)
    .where(and(eq(material.siteId, siteId), same, ownId === null ? undefined : ne(material.id, ownId)));
  if (other) throw new Refused(refuse("CODE_USED", { field: other.code === code ? "code" : "barcode" }));
}
