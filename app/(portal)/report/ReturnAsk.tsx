"use client";
import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { charactersRead } from "#server/domain/duplicate/grams.ts";
import { dayWords } from "../times.ts";
import { codeOf, type Draft, type Fault } from "./draft.ts";

type Offer = Outputs["repeat"]["offered"]["offers"][number];
type Props = {
  draft: Draft | null;
  fault: Fault | null;
  timeZone: string;
  change: (patch: Partial<Draft>) => void;
};

/** "We repaired this on 3 November; is it back?" Nothing is chosen for them, and nobody has to answer. */
export function ReturnAsk({ draft, fault, timeZone, change }: Props) {
  const t = useTranslations("repeat");
  const locale = useLocale();
  const zh = locale.startsWith("zh");
  const [offers, setOffers] = useState<Offer[]>([]);
  const [answered, setAnswered] = useState(false);
  const { placeId = null, scanned = null, description = "", placeWords = "" } = draft ?? {};
  const { placeCode } = codeOf({ placeId, scanned });
  const faultCode = fault?.code ?? null;
  const words = `${description} ${placeWords}`.trim().slice(0, charactersRead);
  useEffect(() => {
    let wanted = true;
    if (placeId === null || faultCode === null) return setOffers([]);
    api.repeat.offered.query({ placeId, faultCode, words, placeCode }).then(
      (answer) => wanted && setOffers(answer.offers),
      // A report never waits for this.
      () => wanted && setOffers([]),
    );
    return () => {
      wanted = false;
    };
  }, [placeId, faultCode, words, placeCode]);
  const chosen = offers.find((offer) => offer.ticketId === draft?.repeatOf)?.ticketId ?? null;
  if (offers.length === 0) return null;
  return (
    <fieldset className="portal-return" data-testid="return-ask">
      <legend>
        <h2>{t("question")}</h2>
      </legend>
      {offers.map((offer) => (
        <label key={offer.ticketId} className="portal-choice">
          <input
            type="radio"
            name="repeatOf"
            value={offer.ticketId}
            checked={chosen === offer.ticketId}
            onChange={() => change({ repeatOf: offer.ticketId })}
          />
          <span>
            <strong>{t("yes")}</strong>
            <small>
              {t("repaired", {
                date: dayWords(offer.doneAt, timeZone, locale),
                until: dayWords(offer.until, timeZone, locale),
                fault: zh ? offer.faultZh : offer.faultEn,
              })}
            </small>
            <small>
              {t("yesHint")}
              {offer.number !== null && <span className="portal-number"> · {offer.number}</span>}
            </small>
          </span>
        </label>
      ))}
      <label className="portal-choice">
        <input
          type="radio"
          name="repeatOf"
          value=""
          checked={answered && chosen === null}
          onChange={() => {
            setAnswered(true);
            change({ repeatOf: null });
          }}
        />
        <span>
          <strong>{t("no")}</strong>
        </span>
      </label>
    </fieldset>
  );
}
