"use client";
import { useLocale, useTranslations } from "use-intl";
import type { Outputs } from "#app/_trpc/client.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { IncidentAnswer } from "./IncidentAnswer.tsx";
import { timeWords } from "./times.ts";

export type RunningIncident = Outputs["incident"]["running"]["incidents"][number];
type Shown = Pick<
  RunningIncident,
  | "id"
  | "kind"
  | "status"
  | "plate"
  | "faultZh"
  | "faultEn"
  | "wordsZh"
  | "wordsEn"
  | "startsAt"
  | "expectedUntil"
  | "toldAt"
  | "households"
  | "timeZone"
  | "own"
>;
type Props = {
  incident: Shown;
  now: string;
  /** The home that may be counted with one press; none where it is counted or where reporting is the way. */
  homeId: string | null;
  updates?: Array<{ id: string; at: string; wordsZh: string; wordsEn: string }>;
  refetch(): void;
};

/** What is known of a failure that many share: where, what, until when; and, once fixed, whether it is back. */
export function IncidentNotice({ incident, now, homeId, updates = [], refetch }: Props) {
  const t = useTranslations("portal.incident");
  const locale = useLocale();
  const zh = locale.startsWith("zh");
  const time = (iso: string) => timeWords(iso, incident.timeZone, locale, now);
  const { expectedUntil, own } = incident;
  const earlier = updates.slice(1);
  return (
    <section className="portal-incident" data-testid="incident" data-status={incident.status}>
      <div>
        <Plate place={zh ? incident.plate.zh : incident.plate.en} size="m" />
      </div>
      <h2>{zh ? incident.faultZh : incident.faultEn}</h2>
      <p>{zh ? incident.wordsZh : incident.wordsEn}</p>
      <p>
        {incident.kind === "planned" && expectedUntil !== null ? (
          <strong>{t("fromUntil", { from: time(incident.startsAt), until: time(expectedUntil) })}</strong>
        ) : (
          expectedUntil !== null &&
          incident.status === "open" && <strong>{t("until", { time: time(expectedUntil) })}</strong>
        )}
      </p>
      <p>
        <small>
          {t("households", { count: incident.households })} · {t("toldAt", { time: time(incident.toldAt) })}
        </small>
      </p>
      {earlier.length > 0 && (
        <details>
          <summary>{t("updates")}</summary>
          <ol>
            {earlier.map((update) => (
              <li key={update.id}>
                <time dateTime={update.at}>{time(update.at)}</time> {zh ? update.wordsZh : update.wordsEn}
              </li>
            ))}
          </ol>
        </details>
      )}
      <IncidentAnswer incidentId={incident.id} own={own} homeId={homeId} refetch={refetch} />
    </section>
  );
}
