"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { useMyJobs } from "#app/_live/useFollow.ts";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import type { Told } from "#app/_trpc/refusal.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Countdown } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { serverNow, useServerClock } from "#app/_ui/serverClock.ts";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { useFieldWords } from "../useFieldWords.ts";

type Mine = Outputs["offer"]["mine"];
type Offer = Mine["open"][number];
const claim = (sent: Inputs["offer"]["claim"]) => api.offer.claim.mutate(sent);
const pass = (sent: Inputs["offer"]["pass"]) => api.offer.pass.mutate(sent);
const lookEvery = 20_000;

/** Work that is held out to him: the first to take it has it, so only the office can say whether he has. */
export function Offers() {
  const t = useTranslations("field.offers");
  const words = useFieldWords();
  const refusal = useRefusalWords();
  const now = useServerClock(1_000);
  const [mine, setMine] = useState<Mine | null>(null);
  const [said, setSaid] = useState("");
  const asked = useRef(0);
  const taking = useCommand(claim);
  const passing = useCommand(pass);
  const look = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    const fresh = await api.offer.mine.query({}).catch(() => null);
    if (fresh !== null && turn === asked.current) setMine(fresh);
  }, []);
  useMyJobs(look);
  useEffect(() => {
    void look();
    const timer = setInterval(look, lookEvery);
    return () => clearInterval(timer);
  }, [look]);

  /** Who was quicker, and when. */
  function whyNot(told: Told): string {
    if (told.code === "OFFLINE") return t("offline");
    if (told.code !== "TICKET_TAKEN") return refusal(told);
    const { to, seconds } = told.params ?? {};
    return t("taken", { name: String(to ?? ""), seconds: Number(seconds ?? 0) });
  }
  async function take(offer: Offer) {
    setSaid("");
    const sent = await taking.run({ offerId: offer.id });
    setSaid(sent.ok ? t("yours", { number: offer.number }) : `${offer.number}: ${whyNot(sent.told)}`);
    await look();
  }
  async function letGo(offer: Offer) {
    setSaid("");
    const sent = await passing.run({ offerId: offer.id });
    if (!sent.ok) setSaid(whyNot(sent.told));
    await look();
  }
  const open = (mine?.open ?? []).filter((each) => Date.parse(each.expiresAt) > Math.max(now, serverNow()));
  const busy = taking.pending || passing.pending;
  return (
    <div className="field-notices">
      <p role="status" className={said === "" ? "visually-hidden" : "field-notice"} data-testid="offer-said">
        {said || (open.length > 0 ? t("count", { count: open.length }) : "")}
      </p>
      {(mine?.lost ?? []).map((each) => (
        <p key={each.id} className="field-notice" data-testid="offer-lost">
          {t("lost", {
            number: each.number,
            name: words.person({ name: each.by, nameLatin: each.byLatin }),
            seconds: Math.max(0, Math.round((now - Date.parse(each.at)) / 1000)),
          })}
        </p>
      ))}
      {open.map((offer) => (
        <section key={offer.id} className="field-notice" data-testid="offer" data-ticket={offer.ticketId}>
          <strong>{t(offer.mode === "grab" ? "grab" : "turn")}</strong>
          <p>
            <Urgency level={offer.urgency as 1 | 2 | 3 | 4} size={20} />{" "}
            <Plate place={words.place(offer.plate)} size="s" /> {words.fault(offer.fault)}
          </p>
          <p>
            {offer.number} · {t("left")} <Countdown dueAt={offer.expiresAt} />
          </p>
          <button
            type="button"
            className="field-button"
            data-testid="offer-take"
            aria-disabled={busy}
            onClick={() => void take(offer)}
          >
            {t("take")}
          </button>
          <p className="field-aside">{t("needsLink")}</p>
          <button
            type="button"
            className="field-plain"
            data-testid="offer-pass"
            aria-disabled={busy}
            onClick={() => void letGo(offer)}
          >
            {t("pass")}
          </button>
        </section>
      ))}
    </div>
  );
}
