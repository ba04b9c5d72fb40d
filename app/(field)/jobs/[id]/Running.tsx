"use client";
import { useLocale, useTranslations } from "use-intl";
import { Plate } from "#app/_ui/Plate.tsx";
import { useFieldWords } from "../../useFieldWords.ts";
import type { Detail } from "./detail.ts";

/** The failure that runs at this place, as the people are told: he neither looks for its cause nor promises anything else. */
export function Running({ detail }: { detail: Detail }) {
  const t = useTranslations("field.running");
  const words = useFieldWords();
  const zh = useLocale() === "zh";
  return detail.incidents.map((each) => (
    <section key={each.id} className="field-notice" aria-label={t("title")} data-testid="running-incident">
      <h2>{t("title")}</h2>
      <p className="field-gone-place">
        <Plate place={words.place(each.plate)} size="m" /> <strong>{zh ? each.faultZh : each.faultEn}</strong>
      </p>
      <p className="field-words">{zh ? each.wordsZh : each.wordsEn}</p>
      <p className="field-aside" suppressHydrationWarning>
        {each.expectedUntil !== null &&
          `${t("until", { time: words.time(each.expectedUntil, each.timeZone) })} · `}
        {t("households", { count: each.households })} ·{" "}
        {t("told", { time: words.time(each.toldAt, each.timeZone) })} · {each.number}
      </p>
      {each.leads && <p className="field-strong">{t("leads")}</p>}
    </section>
  ));
}

/** This job goes on from a temporary repair: what was left to do, and by when he who left it wants somebody to come. */
export function Follows({ detail }: { detail: Detail }) {
  const t = useTranslations("field.remains");
  const { follows, followUps, neededSkill } = detail;
  const skill = useTranslations("field.skill");
  return (
    <>
      {follows && (
        <section className="field-notice" data-testid="follows">
          <strong>{t("follows", { number: follows.number })}</strong>
          {follows.words !== "" && (
            <p className="field-words" dir="auto">
              {follows.words}
            </p>
          )}
          {follows.wantedOn !== null && <p>{t("wanted", { day: follows.wantedOn })}</p>}
        </section>
      )}
      {followUps.map((each) => (
        <p key={each.id} className="field-notice" data-testid="follow-up">
          {t("made", { number: each.number })}
        </p>
      ))}
      {neededSkill && <p className="field-notice">{t("needs", { trade: skill(neededSkill) })}</p>}
    </>
  );
}
