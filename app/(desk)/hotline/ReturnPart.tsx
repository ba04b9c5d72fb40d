"use client";
import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { dayWords } from "#app/(portal)/times.ts";
import { charactersRead } from "#server/domain/duplicate/grams.ts";
import { type Call, placeIdOf } from "./call.ts";

type Offered = Outputs["repeat"]["offered"];
const pause = 250;
type Props = { call: Call; put(patch: Partial<Call>): void };

/** What was repaired at this place and is under warranty: one press files the call as its return. */
export function ReturnPart({ call, put }: Props) {
  const t = useTranslations("repeat");
  const locale = useLocale();
  const [offers, setOffers] = useState<Offered["offers"]>([]);
  const [timeZone, setTimeZone] = useState("UTC");
  const placeId = placeIdOf(call);
  const { faultCode } = call;
  const words = `${call.description} ${call.placeWords}`.trim().slice(0, charactersRead);
  useEffect(() => {
    let wanted = true;
    if (placeId === null || faultCode === null) return setOffers([]);
    const timer = setTimeout(() => {
      api.repeat.offered.query({ placeId, faultCode, words }).then(
        (answer) => {
          if (!wanted) return;
          setTimeZone(answer.timeZone);
          setOffers(answer.offers);
        },
        () => wanted && setOffers([]),
      );
    }, pause);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [placeId, faultCode, words]);
  if (offers.length === 0) return null;
  return (
    <section aria-labelledby="return-title" className="desk-part" data-testid="returns" aria-live="polite">
      <h2 id="return-title">{t("hotline.title")}</h2>
      <ul className="desk-jobs">
        {offers.map((offer) => {
          const chosen = call.repeatOf === offer.ticketId;
          const day = (iso: string) => dayWords(iso, timeZone, locale);
          return (
            <li key={offer.ticketId} data-ticket={offer.ticketId}>
              <p className="desk-job-line">
                <span className="desk-figures">{offer.number}</span>
              </p>
              <p>
                {t("repaired", {
                  date: day(offer.doneAt),
                  until: day(offer.until),
                  fault: locale.startsWith("zh") ? offer.faultZh : offer.faultEn,
                })}
              </p>
              <p className="desk-hint">{offer.reasons.map((reason) => t(`reasons.${reason}`)).join(" · ")}</p>
              <button
                type="button"
                className="desk-button"
                data-testid="return-yes"
                aria-pressed={chosen}
                onClick={() => put({ repeatOf: chosen ? null : offer.ticketId })}
              >
                {t(chosen ? "hotline.chosen" : "hotline.yes")}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
