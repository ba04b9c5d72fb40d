import { createHash } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import { building, place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { readAddress } from "../../domain/place/address.ts";
import { placeInWords } from "../../domain/place/plate.ts";
import type { Tx } from "../operation.ts";

type Place = typeof place.$inferSelect;

/**
 * The place of a site that stands for "somewhere else, in words"; of the building that the words name, where they name
 * exactly one. Made when it is first needed. Null where there is no such site.
 */
export async function elsewhere(tx: Tx, siteId: string, words: string): Promise<Place | null> {
  const [at] = await tx.select({ id: site.id }).from(site).where(eq(site.id, siteId));
  if (at === undefined) return null;
  const within = await namedBuilding(tx, siteId, words);
  const id = idOf(within?.id ?? siteId);
  const [known] = await tx.select().from(place).where(eq(place.id, id));
  if (known) return known;
  await tx
    .insert(place)
    .values({
      id,
      siteId,
      buildingId: within?.id ?? null,
      kind: "elsewhere",
      plate: {
        zh: { ...(within && { building: within.nameZh }), ...placeInWords.zh },
        en: { ...(within && { building: within.nameEn }), ...placeInWords.en },
      },
      searchKey: "",
    })
    .onConflictDoNothing();
  const [made] = await tx.select().from(place).where(eq(place.id, id));
  return made!;
}

/** The building that the words name, where they name exactly one. */
export async function namedBuilding(tx: Pick<Tx, "select">, siteId: string, words: string) {
  const figures = [
    ...new Set(readAddress(words).flatMap((one) => (one.building ? [one.building.figure] : []))),
  ];
  if (figures.length === 0) return null;
  const named = await tx
    .select({ id: building.id, nameZh: building.nameZh, nameEn: building.nameEn })
    .from(building)
    .where(and(eq(building.siteId, siteId), inArray(sql`upper(${building.code})`, figures)))
    .limit(2);
  return named.length === 1 ? named[0]! : null;
}

/** Always the same for the same site or building, so that two who need it first make one. */
function idOf(of: string): string {
  const hex = createHash("sha256").update(`elsewhere\n${of}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
