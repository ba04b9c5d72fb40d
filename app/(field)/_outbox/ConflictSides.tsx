"use client";
import { useLocale, useTranslations } from "use-intl";
import { namesFor } from "#app/_i18n/refusalWords.ts";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import type { Told } from "#app/_trpc/refusal.ts";
import { fromWindowsWord } from "#server/domain/appointment/choices.ts";
import type { Detail } from "../jobs/[id]/detail.ts";
import { useFieldWords } from "../useFieldWords.ts";
import type { Kept } from "./kept.ts";
import { isVisit } from "./settle.ts";
import { useStepLines } from "./useStepLines.ts";
import { useTimesWords } from "./useTimesWords.ts";

type Props = {
  mine: Kept & { told: Told };
  /** How many steps wait behind it. */
  behind: number;
  /** The record that the job has already. */
  record: Detail["records"][number] | undefined;
};

/** What he did on this phone and what the office says instead, whose word that is and since when. */
export function ConflictSides({ mine, behind, record }: Props) {
  const t = useTranslations("field");
  const words = useFieldWords();
  const refusal = useRefusalWords();
  const times = useTimesWords(mine.about.timeZone);
  const linesOf = useStepLines();
  const { step, told, about, answeredAt } = mine;
  const params = namesFor(useLocale(), told.params ?? {});
  const at = (iso: string) => words.time(iso, about.timeZone);
  // Where two records differ, that is shown field by field below.
  const lines = told.code === "RECORD_DIFFERS" ? [] : linesOf(mine);
  const gone = told.code === "SLOT_TAKEN" ? fromWindowsWord(String(params.gone ?? "")) : [];
  return (
    <dl>
      <div>
        <dt>{t("outbox.yours")}</dt>
        <dd data-testid="conflict-mine">
          {at(step.doneAt)} · {t(`outbox.did.${step.verb}`)}
          {behind > 0 && ` · ${t("outbox.behind", { count: behind })}`}
          <Lines of={lines} />
        </dd>
      </div>
      <div>
        <dt>{t("outbox.theirs")}</dt>
        <dd data-testid="conflict-theirs">
          {theirs()}
          <Lines of={gone.map(times.when)} />
          {record && <Lines of={[record.found, record.done, record.materials ?? ""]} />}
          {step.verb === "guide" && told.code === "STALE" && (
            <Lines of={[String(params.theirs || t("way.unknown"))]} />
          )}
        </dd>
      </div>
    </dl>
  );

  function theirs(): string {
    const { code } = told;
    if (step.verb === "claim" || step.verb === "pass") return ofOffer();
    if (code === "UNKNOWN" && told.field === "photoIds") return t("outbox.photoFailed");
    if (code === "STALE" && isVisit(mine)) return times.stands(told);
    if (code === "STALE" && step.verb === "guide") return t("outbox.wroteThere");
    if (code === "STALE" && step.verb === "presence")
      return t(`presence.is.${String(params.presence ?? "on") as "on"}`);
    if (code === "BAD_TIME" && step.verb === "pause") return t("outbox.backPast");
    const { by, type } = params;
    const event = `event.${String(type)}` as "event.cancelled";
    if (!by || !answeredAt || !t.has(event)) return refusal(told);
    const what = t(event, { technician: t("event.you"), reason: "" });
    return t("news.line", { time: at(since()), what, by: String(by) });
  }

  /** Who has it, or why it is not to be had, and since when. */
  function ofOffer(): string {
    const { code } = told;
    if (code === "TICKET_TAKEN")
      return t("offers.hasIt", { name: String(params.to ?? ""), time: at(since()) });
    if (code !== "OFFER_OVER") return refusal(told);
    const why = String(params.why ?? "expired");
    return t("offers.over", { why, time: at(String(params.at ?? since())) });
  }

  /** When it happened of which the office told so many seconds later. */
  function since(): string {
    const heard = Date.parse(answeredAt ?? step.doneAt);
    return new Date(heard - Number(params.seconds ?? 0) * 1000).toISOString();
  }
}

function Lines({ of }: { of: readonly string[] }) {
  const said = of.filter((line) => line !== "");
  if (said.length === 0) return null;
  return (
    <ul className="field-lines">
      {said.map((line) => (
        <li key={line} className="field-words" dir="auto">
          {line}
        </li>
      ))}
    </ul>
  );
}
