"use client";
import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import type { RunningIncident } from "../IncidentNotice.tsx";
import { timeWords } from "../times.ts";

/** What is known already at the place that a report is about. It informs, and never stands in the way. */
export function Known({ placeId, placeCode }: { placeId: string; placeCode?: string | undefined }) {
  const t = useTranslations("portal.incident");
  const locale = useLocale();
  const zh = locale.startsWith("zh");
  const [running, setRunning] = useState<RunningIncident[]>([]);
  useEffect(() => {
    let wanted = true;
    setRunning([]);
    api.incident.running.query({ placeId, placeCode }).then(
      (fresh) => wanted && setRunning(fresh.incidents.filter((each) => each.status === "open")),
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [placeId, placeCode]);
  return (
    <div role="status">
      {running.map((incident) => (
        <div key={incident.id} className="portal-incident" data-testid="known" data-status="open">
          <p>{t("known", { words: zh ? incident.wordsZh : incident.wordsEn })}</p>
          {incident.expectedUntil !== null && (
            <p>
              <strong>
                {t("until", {
                  time: timeWords(
                    incident.expectedUntil,
                    incident.timeZone,
                    locale,
                    new Date().toISOString(),
                  ),
                })}
              </strong>
            </p>
          )}
          <p>{t("stillReport")}</p>
        </div>
      ))}
    </div>
  );
}
