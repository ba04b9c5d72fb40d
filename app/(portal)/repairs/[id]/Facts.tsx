"use client";
import { useLocale, useTranslations } from "use-intl";
import { useSaidWords } from "#app/_i18n/useSaidWords.ts";
import { Urgency } from "#app/_ui/Urgency.tsx";
import type { Detail } from "./detail.ts";
import type { Story } from "./useStory.ts";

/** What was reported, as it stands on record. */
export function Facts({ detail, story, now }: { detail: Detail; story: Story; now: string }) {
  const said = useSaidWords();
  const t = useTranslations("portal.repair");
  const zh = useLocale().startsWith("zh");
  const { ticket, fault } = detail;
  return (
    <dl className="portal-answers">
      <div>
        <dt>{t("facts.fault")}</dt>
        <dd>{zh ? fault.nameZh : fault.nameEn}</dd>
      </div>
      <div>
        <dt>{t("facts.urgency")}</dt>
        <dd>
          <p className="portal-with-glyph">
            <Urgency level={ticket.urgency} size={20} />
            {t(`urgency.u${ticket.urgency}`)}
          </p>
          {!detail.follows && ticket.urgency !== ticket.reportedUrgency && (
            <p>{t("reportedAs", { word: t(`urgency.u${ticket.reportedUrgency}`) })}</p>
          )}
        </dd>
      </div>
      {!detail.follows && (
        <>
          <div>
            <dt>{t("facts.technician")}</dt>
            <dd>{detail.technician ? story.technician(detail.technician) : t("facts.none")}</dd>
          </div>
          {detail.began !== null && (
            <div>
              <dt>{t("facts.began")}</dt>
              <dd>{said.began(detail.began, detail.beganAt, detail.site.timeZone, now)}</dd>
            </div>
          )}
          <div>
            <dt>{t("facts.wish")}</dt>
            <dd>{said.wish(detail.wish)}</dd>
          </div>
          <div>
            <dt>{t("facts.description")}</dt>
            <dd>
              {detail.placeWords !== "" && <p dir="auto">{detail.placeWords}</p>}
              {detail.corrections.map((each) => (
                <p key={each.id} className="portal-words" data-testid="correction">
                  <strong>{t("corrected", { why: each.why || "–" })}</strong>
                  {each.words !== "" && (
                    <>
                      {" "}
                      <bdi>{each.words}</bdi>
                    </>
                  )}
                </p>
              ))}
              <p className="portal-words" dir="auto">
                {detail.description}
              </p>
            </dd>
          </div>
        </>
      )}
    </dl>
  );
}
