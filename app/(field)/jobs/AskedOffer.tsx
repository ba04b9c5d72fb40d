"use client";
import { useTranslations } from "use-intl";
import { Plate } from "#app/_ui/Plate.tsx";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { Thread } from "#app/_ui/Thread.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import type { Kept } from "../_outbox/kept.ts";
import { useFieldWords } from "../useFieldWords.ts";

/** A job that he has asked for and about which the office has not answered: it is not his, and that is what it says. */
export function AskedOffer({ command: { step, about } }: { command: Kept }) {
  const t = useTranslations("field.offers");
  const words = useFieldWords();
  const now = useServerClock(1_000);
  if (step.verb !== "claim") return null;
  const over = Date.parse(step.expiresAt) <= now;
  return (
    <section className="field-notice" data-testid="offer-asked" data-ticket={step.ticketId} data-over={over}>
      <strong>{t("asked")}</strong>
      <p className="field-offer-what">
        <Urgency level={step.urgency as 1 | 2 | 3 | 4} size={26} />
        <strong className="field-fault">{words.fault(step.fault)}</strong>
      </p>
      {about.plate && <Plate place={words.place(about.plate)} size="m" />}
      <Thread stitch="queued" progress={0} />
      <p className="field-offer-foot">
        <span className="field-figures">{about.number}</span>
        <span>{t("askedAt", { time: words.time(step.doneAt, about.timeZone) })}</span>
      </p>
      <p role="status">
        {t(over ? "askedOver" : "askedWords", { time: words.time(step.expiresAt, about.timeZone) })}
      </p>
    </section>
  );
}
