import { and, eq, gt } from "drizzle-orm";
import { event } from "#db/schema/event.ts";
import { fault, faultCategory } from "#db/schema/fault.ts";
import { generalForm, type NamedForm } from "../../domain/record/form.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";
import { formFor } from "./form.ts";

/**
 * A record is made with the form of its ticket's fault, of any edition; or, where the fault was corrected after the work
 * was done and before the office heard of it, with the form of the fault as it was then. Refusal: FORM_OTHER (params
 * formZh, formEn, faultZh, faultEn).
 */
export async function demandForm(db: Reader, row: TicketRow, form: NamedForm, doneAt: Date): Promise<void> {
  const since = await db
    .select({ data: event.data })
    .from(event)
    .where(and(eq(event.ticketId, row.id), eq(event.type, "triaged"), gt(event.at, doneAt)))
    .limit(50);
  const codes = [row.faultCode, ...since.map(({ data }) => String(data.faultBefore ?? ""))];
  for (const code of new Set(codes)) if (await fits(db, form, code)) return;
  const [[own], [named], [category]] = await Promise.all([
    db.select().from(fault).where(eq(fault.code, row.faultCode)),
    db.select().from(fault).where(eq(fault.code, form.scope)),
    db.select().from(faultCategory).where(eq(faultCategory.code, form.scope)),
  ]);
  const of = named ?? category;
  const params = {
    formZh: of?.nameZh ?? "通用",
    formEn: of?.nameEn ?? "any fault",
    faultZh: own?.nameZh ?? "",
    faultEn: own?.nameEn ?? "",
  };
  throw new Refused(refuse("FORM_OTHER", { field: "form", params }));
}

async function fits(db: Reader, { scope }: NamedForm, faultCode: string): Promise<boolean> {
  if (scope === generalForm.scope) return (await formFor(db, faultCode)).scope === scope;
  const [found] = await db
    .select({ code: fault.code })
    .from(fault)
    .where(and(eq(fault.code, faultCode), scope === faultCode ? undefined : eq(fault.categoryCode, scope)));
  return found !== undefined;
}
