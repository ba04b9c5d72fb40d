"use client";
import { useTranslations } from "use-intl";
import type { Freshness } from "#app/_live/connection.ts";
import { doorBack } from "#app/_ui/doorBack.ts";
import { byServerClock } from "#app/_ui/serverClock.ts";
import { useWords } from "./useWords.ts";

/** What is on the screen is old: said across the whole width, with the moment it was true. */
export function OfflineBanner({ linked, freshness }: { linked: boolean; freshness: Freshness }) {
  const t = useTranslations("control");
  const words = useWords();
  if (linked) return null;
  const time = words.time(byServerClock(freshness.lastHeardAt || freshness.since), undefined, true);
  return (
    <div className="control-banner" role="alert" data-testid="banner-offline">
      <strong>{t(freshness.signedOut ? "signedOutAsOf" : "dataAsOf", { time })}</strong>
      <span>{t(freshness.signedOut ? "signedOutWords" : "offlineWords")}</span>
      {freshness.signedOut && (
        <a className="control-button" href={doorBack()}>
          {t("signInAgain")}
        </a>
      )}
    </div>
  );
}
