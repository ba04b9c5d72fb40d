import { asc, isNull } from "drizzle-orm";
import { fault, faultCategory } from "#db/schema/fault.ts";
import { nothing } from "../input.ts";
import { query } from "../operation.ts";

/** The fault catalogue: categories, and every fault in use with what a screen needs of it. */
export const getCatalogue = query({
  name: "catalogue.get",
  input: nothing,
  async run({ db }) {
    const [categories, faults] = await Promise.all([
      db.select().from(faultCategory).orderBy(asc(faultCategory.position)),
      db.select().from(fault).where(isNull(fault.retiredAt)).orderBy(asc(fault.position)).limit(500),
    ]);
    return { categories, faults: faults.map(({ retiredAt: _retired, ...inUse }) => inUse) };
  },
});
