import { and, desc, eq, or, sql } from "drizzle-orm";
import { fault } from "#db/schema/fault.ts";
import { recordForm } from "#db/schema/record.ts";
import { generalForm, type NamedForm } from "../../domain/record/form.ts";
import type { Reader } from "../ticket/load.ts";

/** The form in use for a fault: its own, else its category's, else the general one. */
export async function formFor(db: Reader, faultCode: string): Promise<NamedForm> {
  const [found] = await db
    .select({ scope: recordForm.scope, version: recordForm.version, form: recordForm.form })
    .from(recordForm)
    .innerJoin(fault, eq(fault.code, faultCode))
    .where(or(eq(recordForm.scope, fault.code), eq(recordForm.scope, fault.categoryCode)))
    .orderBy(desc(sql`${recordForm.scope} = ${fault.code}`), desc(recordForm.version))
    .limit(1);
  return found ? { ...found.form, scope: found.scope, version: found.version } : generalForm;
}

/** The edition that a record names; null when there never was one. */
export async function formNamed(
  db: Reader,
  { scope, version }: { scope: string; version: number },
): Promise<NamedForm | null> {
  if (scope === generalForm.scope && version === generalForm.version) return generalForm;
  const [found] = await db
    .select({ form: recordForm.form })
    .from(recordForm)
    .where(and(eq(recordForm.scope, scope), eq(recordForm.version, version)));
  return found ? { ...found.form, scope, version } : null;
}
