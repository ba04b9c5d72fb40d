"use client";
import { useTranslations } from "use-intl";
import type { Kept } from "../_outbox/kept.ts";
import { useFieldWords } from "../useFieldWords.ts";
import { AskedOffer } from "./AskedOffer.tsx";
import { OfferCard } from "./OfferCard.tsx";
import { justAnswered, type useMyOffers } from "./useMyOffers.ts";

type Props = { offers: ReturnType<typeof useMyOffers>; settled: boolean; personId: string };

/** What is held out to him, what he waits for the answer of, and what somebody else had first. */
export function Offers({ offers: { now, last, waiting, open, lost }, settled, personId }: Props) {
  const t = useTranslations("field.offers");
  const words = useFieldWords();
  const said = saidOf(last);
  return (
    <div className="field-notices">
      <p role="status" className={said === "" ? "visually-hidden" : "field-notice"} data-testid="offer-said">
        {said || (open.length > 0 ? t("count", { count: open.length }) : "")}
      </p>
      {lost.map((each) => (
        <p key={each.id} className="field-notice" data-testid="offer-lost">
          {t("lost", {
            number: each.number,
            name: words.person({ name: each.by, nameLatin: each.byLatin }),
            seconds: Math.max(0, Math.round((now - Date.parse(each.at)) / 1000)),
          })}
        </p>
      ))}
      {waiting.map((command) => (
        <AskedOffer key={command.key} command={command} />
      ))}
      {open.map((offer) => (
        <OfferCard key={offer.id} offer={offer} settled={settled} personId={personId} />
      ))}
    </div>
  );

  function saidOf(command: Kept | undefined): string {
    if (command === undefined) return "";
    const { step, state, about } = command;
    if (step.verb === "pass" && state === "queued") return t("passKept", { number: about.number });
    const his = step.verb === "claim" && state === "sent" && justAnswered(command);
    return his ? t("yours", { number: about.number }) : "";
  }
}
