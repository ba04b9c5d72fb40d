"use client";
import { useTranslations } from "use-intl";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { handBackUntil } from "#server/domain/ticket/decide.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { Steps } from "./useSteps.ts";

/** Accepted by mistake: for two minutes one press undoes it, and the time that is left for it is said. */
export function HandBack({ ticket, steps }: { ticket: Ticket; steps: Steps }) {
  const t = useTranslations("field.handBack");
  const now = useServerClock(1_000);
  const until = handBackUntil(ticket);
  const seconds = until === null ? 0 : Math.floor((Date.parse(until) - now) / 1000);
  if (seconds <= 0) return null;
  const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <button
      type="button"
      className="field-plain field-other"
      data-testid="hand-back"
      aria-disabled={steps.pending}
      onClick={() => void steps.take({ verb: "handBack" })}
    >
      {t("open")}{" "}
      <span className="field-figures" aria-hidden suppressHydrationWarning>
        {t("left", { left })}
      </span>
    </button>
  );
}
