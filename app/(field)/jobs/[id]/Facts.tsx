"use client";
import { useTranslations } from "use-intl";
import { useSaidWords } from "#app/_i18n/useSaidWords.ts";
import { plateLine } from "#server/domain/place/plate.ts";
import { useFieldWords } from "../../useFieldWords.ts";
import type { Detail } from "./detail.ts";

/** What the owner said: when somebody may come, since when it is so, and the words. */
export function Facts({ detail }: { detail: Detail }) {
  const t = useTranslations("field.job");
  const said = useSaidWords();
  const words = useFieldWords();
  const { site, description, corrections } = detail;
  return (
    <section className="field-facts" aria-label={t("report")}>
      <dl>
        <div>
          <dt>{t("wish")}</dt>
          <dd className="field-strong">{said.wish(detail.wish)}</dd>
        </div>
        {detail.began !== null && (
          <div>
            <dt>{t("began")}</dt>
            <dd>{said.began(detail.began, detail.beganAt, site.timeZone, detail.ticket.receivedAt)}</dd>
          </div>
        )}
        <div>
          <dt>{t("report")}</dt>
          {corrections.map((each) => (
            <dd key={each.id} className="field-words field-strong" data-testid="correction">
              {t("corrected", { name: each.by ? words.person(each.by) : "", why: each.why || "–" })}
              {each.words !== "" && <p dir="auto">{each.words}</p>}
              {each.plateBefore && <p>{t("notAt", { place: plateLine(words.place(each.plateBefore)) })}</p>}
            </dd>
          ))}
          <dd className="field-words" dir="auto">
            {description === "" ? t("nothingSaid") : description}
          </dd>
        </div>
      </dl>
    </section>
  );
}
