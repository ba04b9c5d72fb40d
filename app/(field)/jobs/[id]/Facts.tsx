"use client";
import { Phone } from "lucide-react";
import { useTranslations } from "use-intl";
import { useSaidWords } from "#app/_i18n/useSaidWords.ts";
import { phoneWords } from "#app/(portal)/phoneWords.ts";
import { plateLine } from "#server/domain/place/plate.ts";
import { useFieldWords } from "../../useFieldWords.ts";
import type { Detail } from "./detail.ts";

/** Whom to call, how to get in, and what the owner wrote. */
export function Facts({ detail }: { detail: Detail }) {
  const t = useTranslations("field.job");
  const said = useSaidWords();
  const words = useFieldWords();
  const { contact, site, place, placeWords, description, corrections } = detail;
  const phone = contact?.phone ?? "";
  return (
    <section className="field-facts" aria-label={t("contact")}>
      {contact && phone !== "" && (
        <a className="field-call" href={`tel:${phone}`} data-testid="call">
          <Phone size={24} strokeWidth={1.75} aria-hidden />
          <span>
            <span>{contact.name ? t("call", { name: contact.name }) : t("callNobody")}</span>
            <span className="field-phone">{phoneWords(phone)}</span>
          </span>
        </a>
      )}
      {contact && phone === "" && <p className="field-aside">{t("noPhone")}</p>}
      <dl>
        {placeWords !== "" && (
          <div>
            <dt>{t("where")}</dt>
            <dd className="field-words">{placeWords}</dd>
          </div>
        )}
        {place.note !== "" && (
          <div>
            <dt>{t("access")}</dt>
            <dd className="field-words field-strong">{place.note}</dd>
          </div>
        )}
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
              {each.words !== "" && <p>{each.words}</p>}
              {each.plateBefore && <p>{t("notAt", { place: plateLine(words.place(each.plateBefore)) })}</p>}
            </dd>
          ))}
          <dd className="field-words">{description === "" ? t("nothingSaid") : description}</dd>
        </div>
      </dl>
      <a className="field-plain field-desk" href={`tel:${site.hotline}`}>
        {t("desk", { phone: phoneWords(site.hotline) })}
      </a>
    </section>
  );
}
