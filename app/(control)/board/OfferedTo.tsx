"use client";
import { useTranslations } from "use-intl";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { useOffered } from "./offers.ts";
import { useWords } from "./useWords.ts";

/** To how many, or to whom, a waiting job is held out, and how long yet. */
export function OfferedTo({ ticketId }: { ticketId: string }) {
  const t = useTranslations("control");
  const words = useWords();
  const offered = useOffered(ticketId);
  const now = useServerClock(10_000);
  if (offered === undefined || Date.parse(offered.until) <= now) return null;
  const minutes = Math.ceil((Date.parse(offered.until) - now) / 60_000);
  return (
    <strong data-testid="offered-to" data-count={offered.to.length}>
      {" · "}
      {offered.mode === "grab"
        ? t("offered.toAll", { count: offered.to.length, minutes })
        : t("offered.toOne", { name: words.technician(offered.to[0] ?? null), minutes })}
    </strong>
  );
}
