import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { fault, faultCategory } from "#db/schema/fault.ts";
import { person } from "#db/schema/person.ts";
import { recordForm } from "#db/schema/record.ts";
import { settingChange } from "#db/schema/settingChange.ts";
import { askedFields, generalForm, type RecordForm } from "../../domain/record/form.ts";
import { formProblems, most } from "../../domain/record/formProblems.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { nothing, words } from "../input.ts";
import { command, query, type Tx } from "../operation.ts";
import { keepChange } from "../sla/keepChange.ts";

/** The catalogue with the form in use of each category and fault that has its own, and who wrote the newest editions. */
export const listForms = query({
  name: "record.forms",
  input: nothing,
  async run({ db }) {
    const [categories, faults, forms, changes] = await Promise.all([
      db
        .select({ code: faultCategory.code, nameZh: faultCategory.nameZh, nameEn: faultCategory.nameEn })
        .from(faultCategory)
        .orderBy(asc(faultCategory.position)),
      db
        .select({
          code: fault.code,
          categoryCode: fault.categoryCode,
          nameZh: fault.nameZh,
          nameEn: fault.nameEn,
        })
        .from(fault)
        .where(isNull(fault.retiredAt))
        .orderBy(asc(fault.categoryCode), asc(fault.position)),
      db
        .selectDistinctOn([recordForm.scope], {
          scope: recordForm.scope,
          version: recordForm.version,
          form: recordForm.form,
        })
        .from(recordForm)
        .orderBy(asc(recordForm.scope), desc(recordForm.version)),
      db
        .select({ change: settingChange, by: person.name, byLatin: person.nameLatin })
        .from(settingChange)
        .innerJoin(person, eq(person.id, settingChange.byId))
        .where(eq(settingChange.setting, "form"))
        .orderBy(desc(settingChange.at))
        .limit(50),
    ]);
    return {
      categories,
      faults,
      forms,
      /** For what has none of its own, and no category that has. */
      general: generalForm,
      changes: changes.map(({ change, by, byLatin }) => ({
        scope: change.of,
        version: Number((change.after as { version?: number } | null)?.version ?? 0),
        reason: change.reason,
        at: change.at.toISOString(),
        by,
        byLatin,
      })),
    };
  },
});

const name = z.string().regex(/^[a-z0-9_-]{1,40}$/, "BAD_CHARACTER");
const both = { id: name, zh: z.string(), en: z.string(), required: z.boolean() };
const formInput = z.strictObject({
  checks: z.array(z.strictObject(both)).max(most.checks, `TOO_LONG:${most.checks}`),
  readings: z
    .array(z.strictObject({ ...both, unit: z.string(), min: z.number(), max: z.number() }))
    .max(most.readings, `TOO_LONG:${most.readings}`),
  fields: z.array(z.enum(askedFields)).max(askedFields.length),
  photos: z.strictObject({ before: z.boolean(), after: z.boolean() }),
  signature: z.boolean(),
});

/**
 * A new edition of what the record of a fault, or of a category's faults, has to say. Records keep the edition that they
 * were made with. `seen` is the edition that was changed, 0 where there was none. Refusals: NOT_FOUND (scope), STALE
 * (params.version) when somebody saved another meanwhile, REQUIRED, TOO_LONG, QUANTITY and CODE_USED with the field.
 */
export const saveForm = command({
  name: "record.saveForm",
  input: z.strictObject({ scope: name, seen: z.int().min(0), form: formInput, reason: words(300) }),
  async run(work, input) {
    const { tx } = work;
    const { scope, seen, reason } = input;
    if (!(await inCatalogue(tx, scope))) throw new Refused(refuse("NOT_FOUND", { field: "scope" }));
    const form = tidied(input.form);
    const [problem] = formProblems(form);
    const codes = {
      REQUIRED: "REQUIRED",
      TOO_LONG: "TOO_LONG",
      RANGE: "QUANTITY",
      TWICE: "CODE_USED",
    } as const;
    if (problem) throw new Refused(refuse(codes[problem.code], { field: `form.${problem.field}` }));
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`form ${scope}`}))`);
    const [before] = await tx
      .select()
      .from(recordForm)
      .where(eq(recordForm.scope, scope))
      .orderBy(desc(recordForm.version))
      .limit(1);
    const version = before?.version ?? 0;
    if (version !== seen) throw new Refused(refuse("STALE", { params: { version } }));
    await tx.insert(recordForm).values({ scope, version: version + 1, form });
    const after = { version: version + 1, form };
    const old = before ? { version, form: before.form } : null;
    await keepChange(work, {
      siteId: null,
      setting: "form",
      of: scope,
      verb: "set",
      reason,
      before: old,
      after,
    });
    return { scope, version: version + 1 };
  },
});

async function inCatalogue(tx: Tx, scope: string): Promise<boolean> {
  const faults = await tx
    .select({ code: fault.code })
    .from(fault)
    .where(and(eq(fault.code, scope), isNull(fault.retiredAt)));
  const categories = await tx
    .select({ code: faultCategory.code })
    .from(faultCategory)
    .where(inArray(faultCategory.code, [scope]));
  return faults.length + categories.length > 0;
}

function tidied(form: z.output<typeof formInput>): RecordForm {
  const plain = <Of extends { zh: string; en: string }>(each: Of) => ({
    ...each,
    zh: each.zh.trim(),
    en: each.en.trim(),
  });
  return {
    ...form,
    checks: form.checks.map(plain),
    readings: form.readings.map((each) => ({ ...plain(each), unit: each.unit.trim() })),
    fields: [...new Set(form.fields)],
  };
}
