"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useLiveSocket } from "#app/_live/connection.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { serverNow, useServerClock } from "#app/_ui/serverClock.ts";
import type { Kept } from "../_outbox/kept.ts";
import { useOutbox } from "../_outbox/useOutbox.ts";
import { useAskOnLink } from "../useAskOnLink.ts";
import { useFieldWords } from "../useFieldWords.ts";
import { AskedOffer } from "./AskedOffer.tsx";
import { OfferCard } from "./OfferCard.tsx";

type Mine = Outputs["offer"]["mine"];
const lookEvery = 20_000;
/** How long it is said that an offer has become his job, ms; then the list alone says it. */
const toldFor = 60_000;

/** Work that is held out to him, and what he has asked for: the first to take it has it, so only the office can say who. */
export function Offers({ personId }: { personId: string }) {
  const t = useTranslations("field.offers");
  const words = useFieldWords();
  const now = useServerClock(1_000);
  const { commands } = useOutbox();
  const [mine, setMine] = useState<Mine | null>(null);
  const asked = useRef(0);
  const own = commands.filter(isAnswer);
  const answered = own.filter(({ state }) => state !== "queued").length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the office has answered him
  const look = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    const fresh = await api.offer.mine.query({}).catch(() => null);
    if (fresh !== null && turn === asked.current) setMine(fresh);
  }, [answered]);
  useLiveSocket();
  useAskOnLink(look, "jobs");
  useEffect(() => {
    const timer = setInterval(look, lookEvery);
    return () => clearInterval(timer);
  }, [look]);

  const waiting = own.filter(({ step, state }) => step.verb === "claim" && state === "queued");
  const settled = own.flatMap(({ step, state }) =>
    "offerId" in step && state !== "refused" ? [step.offerId] : [],
  );
  const refused = own.flatMap(({ step, state }) =>
    "offerId" in step && state === "refused" ? [step.offerId] : [],
  );
  const open = (mine?.open ?? []).filter(
    ({ id, expiresAt }) => !settled.includes(id) && Date.parse(expiresAt) > Math.max(now, serverNow()),
  );
  // Whoever asked for it is told by his own request, with both sides.
  const lost = (mine?.lost ?? []).filter(({ id }) => !settled.includes(id) && !refused.includes(id));
  const last = own.at(-1);
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
        <OfferCard key={offer.id} offer={offer} personId={personId} />
      ))}
    </div>
  );

  function saidOf(command: Kept | undefined): string {
    if (command === undefined) return "";
    const { step, state, about, answeredAt } = command;
    if (step.verb === "pass" && state === "queued") return t("passKept", { number: about.number });
    const fresh = answeredAt !== null && Date.now() - Date.parse(answeredAt) < toldFor;
    return step.verb === "claim" && state === "sent" && fresh ? t("yours", { number: about.number }) : "";
  }
}

function isAnswer({ step }: Kept): boolean {
  return step.verb === "claim" || step.verb === "pass";
}
