import { sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { fault, faultCategory } from "#db/schema/fault.ts";
import { recordForm } from "#db/schema/record.ts";
import { recordForms } from "#db/seed/recordForms.ts";
import type { Tx } from "../operation.ts";

/**
 * Gives every fault and category of the catalogue the form that is shipped for it, as its first edition; what has any
 * edition is left alone. Two servers that start at once do it once.
 */
export async function prepareForms(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('mendline forms'))`);
    await shipForms(tx);
  });
}

export async function shipForms(tx: Tx): Promise<void> {
  const [faults, categories] = [
    await tx.select({ code: fault.code }).from(fault),
    await tx.select({ code: faultCategory.code }).from(faultCategory),
  ];
  const known = new Set([...faults, ...categories].map(({ code }) => code));
  const shipped = recordForms.filter(({ scope }) => known.has(scope));
  if (shipped.length > 0) await tx.insert(recordForm).values(shipped).onConflictDoNothing();
}
