"use client";
import { useTranslations } from "use-intl";
import { Countdown } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { useBeside } from "../useBeside.ts";
import { useFieldWords } from "../useFieldWords.ts";
import type { Offer } from "./useMyOffers.ts";

type Props = { offer: Offer; settled: boolean; personId: string };

/** One job that is held out to him: he asks for it or passes; either is kept on the phone first. */
export function OfferCard({ offer, settled, personId }: Props) {
  const t = useTranslations("field.offers");
  const words = useFieldWords();
  const { id: offerId, ticketId, number, plate, timeZone, expiresAt, urgency, fault } = offer;
  const { keep, said } = useBeside(personId, { number, plate, timeZone });
  return (
    <section className="field-notice" data-testid="offer" data-ticket={ticketId}>
      <strong>{t(offer.mode === "grab" ? "grab" : "turn")}</strong>
      <p className="field-offer-what">
        <Urgency level={urgency as 1 | 2 | 3 | 4} size={26} />
        <strong className="field-fault">{words.fault(fault)}</strong>
      </p>
      <Plate place={words.place(plate)} size="m" />
      <p className="field-offer-foot">
        <span className="field-figures">{number}</span>
        <span>
          {t("left")} <Countdown dueAt={expiresAt} />
        </span>
      </p>
      {said !== "" && <p role="alert">{said}</p>}
      <button
        type="button"
        className="field-button"
        data-testid="offer-take"
        aria-disabled={!settled}
        onClick={() => settled && void keep({ verb: "claim", offerId, ticketId, expiresAt, urgency, fault })}
      >
        {t("take")}
      </button>
      <button
        type="button"
        className="field-plain"
        data-testid="offer-pass"
        aria-disabled={!settled}
        onClick={() => settled && void keep({ verb: "pass", offerId, ticketId })}
      >
        {t("pass")}
      </button>
    </section>
  );
}
