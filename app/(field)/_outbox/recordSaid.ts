import { generalForm, type NamedForm } from "#server/domain/record/form.ts";
import type { Signed } from "#server/domain/record/sheet.ts";
import { isUnsigned, type RecordDraft } from "../jobs/recordDraft.ts";
import type { Kept } from "./kept.ts";

/** All that a record says, whether it was sent or is still being written. `wantedOn`: the day to come again, YYYY-MM-DD. */
export type RecordSaid = Pick<
  RecordDraft,
  | "measure"
  | "found"
  | "cause"
  | "done"
  | "materials"
  | "tools"
  | "result"
  | "checks"
  | "readings"
  | "signed"
  | "form"
  | "earlier"
  | "again"
  | "againInDays"
  | "trade"
> & { wantedOn: string | null; wanted: Array<{ nameZh: string; nameEn: string; quantity: string }> };

/** What a kept record says; null for another step. Where an older app kept no form, answers go under their own names. */
export function saidBy({ step, draft }: Pick<Kept, "step" | "draft">): RecordSaid | null {
  if (step.verb !== "complete") return null;
  const { measure, found, done, materials, result, sheet, followUp, trade } = step;
  return {
    measure,
    found,
    done,
    materials: materials ?? "",
    result,
    cause: sheet?.cause ?? "",
    tools: sheet?.tools ?? "",
    checks: sheet?.checks ?? {},
    readings: Object.fromEntries(
      Object.entries(sheet?.readings ?? {}).map(([id, figure]) => [id, String(figure)]),
    ),
    signed: sheet?.signed?.kind === "glass" ? { name: "", ...sheet.signed } : (sheet?.signed ?? null),
    form: draft?.form ?? formNamed(sheet?.form.scope),
    earlier: sheet?.earlier ?? [],
    again: followUp?.words ?? "",
    againInDays: null,
    wantedOn: followUp?.wantedOn ?? null,
    trade: trade ?? null,
    wanted: [],
  };
}

function formNamed(scope: string | undefined): NamedForm | null {
  return scope === generalForm.scope ? generalForm : null;
}

/** What a record that is still being written says. */
export function saidIn(draft: RecordDraft): RecordSaid {
  const signed = isUnsigned(draft.signed) ? null : draft.signed;
  const wanted = draft.wanted.map(({ part, quantity }) => ({ ...part, quantity }));
  // As in what is sent: the day and the trade belong to their results.
  const again = draft.result === "temporary" ? { again: draft.again, againInDays: draft.againInDays } : {};
  const trade = draft.result === "needs_trade" ? draft.trade : null;
  return { ...draft, signed, wantedOn: null, ...{ again: "", againInDays: null }, ...again, trade, wanted };
}

/** How the words for a record are found. */
export type RecordTongue = {
  zh: boolean;
  /** Words of the room `field`. */
  t(key: string, values?: Record<string, string | number>): string;
};

/** A record in words, line by line: every field that says something, and nothing left out. */
export function recordLines(said: RecordSaid, { zh, t }: RecordTongue): string[] {
  const name = (of: { zh: string; en: string }) => (zh ? of.zh : of.en);
  const titled = (title: string, words: string) => (words.trim() === "" ? [] : [`${title}: ${words.trim()}`]);
  const checks = Object.entries(said.checks).map(([id, state]) => {
    const asked = said.form?.checks.find((each) => each.id === id);
    return `${asked ? name(asked) : id}: ${t(`record.sheet.states.${state}`)}`;
  });
  const readings = Object.entries(said.readings).flatMap(([id, figure]) => {
    const asked = said.form?.readings.find((each) => each.id === id);
    return titled(asked ? name(asked) : id, figure.trim() && `${figure.trim()} ${asked?.unit ?? ""}`);
  });
  const earlier = said.earlier.map((each) => {
    const state = ["ok", "trouble", "not_here"].includes(each.value);
    return `${name(each)}: ${state ? t(`record.sheet.states.${each.value}`) : each.value}`;
  });
  const day =
    said.wantedOn !== null
      ? t("remains.wanted", { day: said.wantedOn })
      : said.againInDays !== null
        ? t("remains.in", { days: said.againInDays })
        : "";
  const parts = said.wanted.map(({ nameZh, nameEn, quantity }) => `${zh ? nameZh : nameEn} × ${quantity}`);
  return [
    ...titled(t("record.measure"), said.measure === null ? "" : t(`record.measures.${said.measure}`)),
    ...titled(t("record.found"), said.found),
    ...titled(t("record.sheet.cause"), said.cause),
    ...titled(t("record.done"), said.done),
    ...titled(t("outbox.materials"), said.materials),
    ...titled(t("record.sheet.tools"), said.tools),
    ...titled(t("record.sheet.checks"), checks.join("; ")),
    ...titled(t("record.sheet.readings"), readings.join("; ")),
    ...titled(t("outbox.earlier"), earlier.join("; ")),
    ...titled(t("record.sheet.signed"), said.signed === null ? "" : signedWords(said.signed, t)),
    ...titled(t("record.result"), said.result === null ? "" : t(`record.results.${said.result}`)),
    ...titled(t("remains.trade"), said.trade === null ? "" : t(`skill.${said.trade}`)),
    ...titled(t("remains.when"), day),
    ...titled(t("outbox.next"), said.again),
    ...titled(t("outbox.waitsFor"), parts.join("; ")),
  ];
}

function signedWords(signed: Signed, t: RecordTongue["t"]): string {
  const how = t(`record.sheet.${signed.kind}`);
  if (signed.kind === "none") return `${how}, ${t(`record.sheet.why.${signed.why}`)}`;
  // The digits are the owner's, and words prove none.
  return signed.kind === "code" ? how : `${how} ${signed.name}`;
}
