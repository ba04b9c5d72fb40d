"use client";
import { useTranslations } from "use-intl";
import type { Told } from "#app/_trpc/refusal.ts";
import { useWords } from "../useWords.ts";
import { useIncidentRoom } from "./room.ts";
import type { Incident } from "./useIncidents.ts";

type Props = { seen: Incident; told: Told; goOn(now: Incident): void };

/** Somebody has changed the incident while something was being written about it: what, who, when, and the way on. */
export function IncidentMoved({ seen, told, goOn }: Props) {
  const t = useTranslations("control.moved");
  const room = useIncidentRoom();
  const words = useWords();
  const now = room.incidents.find((one) => one.id === seen.id);
  const until = (iso: string | null) => (iso === null ? "–" : words.time(iso, seen.siteId));
  const rows: Array<[string, string, string]> = now
    ? [
        [t("homes"), String(seen.households), String(now.households)],
        [t("until"), until(seen.expectedUntil), until(now.expectedUntil)],
        [t("said"), words.zh ? seen.wordsZh : seen.wordsEn, words.zh ? now.wordsZh : now.wordsEn],
      ]
    : [];
  const differs = rows.filter(([, before, after]) => before !== after);
  return (
    <div className="sheet-refusal sheet-moved" role="alert" data-testid="moved">
      <strong>{t("incident", words.change(told))}</strong>
      {differs.length > 0 && (
        <dl>
          {differs.map(([name, before, after]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <s>{before}</s> → {after}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {now && now.version !== seen.version ? (
        <button type="button" className="control-button" data-testid="go-on" onClick={() => goOn(now)}>
          {t("goOnIncident")}
        </button>
      ) : (
        !now && <p>{t("gone")}</p>
      )}
    </div>
  );
}
