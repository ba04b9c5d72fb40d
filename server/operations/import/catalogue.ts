import { isNull } from "drizzle-orm";
import { z } from "zod";
import { fault, faultCategory } from "#db/schema/fault.ts";
import { command } from "../operation.ts";
import { shipForms } from "../record/prepareForms.ts";

type Category = typeof faultCategory.$inferInsert;
type Fault = typeof fault.$inferInsert;

/** Gives an installation without any fault a catalogue, with its forms; one that has its own keeps it. Answers with the codes in use. */
export const importCatalogue = command({
  name: "import.catalogue",
  input: z.strictObject({
    categories: z.array(z.custom<Category>((row) => typeof (row as Category)?.code === "string")).min(1),
    faults: z.array(z.custom<Fault>((row) => typeof (row as Fault)?.code === "string")).min(1),
  }),
  async run({ tx }, input) {
    const [any] = await tx.select({ code: fault.code }).from(fault).limit(1);
    if (any === undefined) {
      await tx.insert(faultCategory).values(input.categories).onConflictDoNothing();
      await tx.insert(fault).values(input.faults).onConflictDoNothing();
    }
    await shipForms(tx);
    const rows = await tx.select({ code: fault.code }).from(fault).where(isNull(fault.retiredAt));
    return { codes: rows.map((row) => row.code) };
  },
});
