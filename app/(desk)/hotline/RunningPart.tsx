"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Key } from "#app/_ui/Key.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { useDeskWords } from "./useDeskWords.ts";

type Running = Outputs["incident"]["running"]["incidents"][number];
type Count = Inputs["incident"]["count"];
const send = (sent: Count) => api.incident.count.mutate(sent);
/** So often it is asked anew while a call lasts, ms. */
const every = 20_000;

type Props = { placeId: string | null; personId: string | null; timeZone: string };

/** What runs where the caller is, with the words to say; Alt K counts the home in, instead of a report. */
export function RunningPart({ placeId, personId, timeZone }: Props) {
  const t = useTranslations("desk.running");
  const words = useDeskWords();
  const refusal = useRefusalWords();
  const { running, failed, again } = useRunning(placeId);
  const count = useCommand<Count["input"], unknown>(send);
  const first = running.find(countable);

  async function take(incident: Running) {
    if (incident.homeId === null) return;
    await count.run({
      incidentId: incident.id,
      placeId: incident.homeId,
      ...(personId !== null && { personId }),
    });
    again();
  }
  const latest = useRef<() => void>(() => {});
  latest.current = () => {
    if (first && !count.pending) void take(first);
  };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.isComposing || !event.altKey || event.ctrlKey || event.code !== "KeyK") return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
  if (running.length === 0 && !failed) return null;
  return (
    <section className="desk-part" aria-labelledby="running-title" data-testid="running">
      <h2 id="running-title">{t("title")}</h2>
      {failed && <p role="alert">{t("loadFailed")}</p>}
      {count.told && <p role="alert">{t("failed", { why: refusal(count.told) })}</p>}
      <ul className="desk-jobs">
        {running.map((incident) => (
          <li key={incident.id} data-testid="running-incident" data-number={incident.number}>
            <p className="desk-job-line">
              <strong>{words.zh ? incident.faultZh : incident.faultEn}</strong>
              <span className="desk-figures">{incident.number}</span>
            </p>
            <p className="desk-job-line">
              <Plate place={words.parts(incident.plate)} size="s" />
              <span>{t("households", { count: incident.households })}</span>
            </p>
            <p>
              <small>{t("say")}</small>
            </p>
            <blockquote dir="auto">
              {words.zh ? incident.wordsZh : incident.wordsEn}{" "}
              {incident.kind === "planned" && incident.expectedUntil !== null
                ? t("from", {
                    from: words.time(incident.startsAt, timeZone),
                    until: words.time(incident.expectedUntil, timeZone),
                  })
                : incident.expectedUntil !== null &&
                  t("until", { time: words.time(incident.expectedUntil, timeZone) })}
            </blockquote>
            <p className="desk-job-line" role="status">
              {incident.status === "asking" && t("asking")}
              {incident.own !== null && incident.status === "open" && t("counted")}
            </p>
            {countable(incident) && (
              <button
                type="button"
                className="desk-button"
                data-testid="count-home"
                aria-disabled={count.pending}
                onClick={() => void take(incident)}
              >
                {t("count")} {incident === first && <Key>Alt K</Key>}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function countable(incident: Running): boolean {
  return incident.status === "open" && incident.own === null && incident.homeId !== null;
}

function useRunning(placeId: string | null) {
  const [running, setRunning] = useState<Running[]>([]);
  const [failed, setFailed] = useState(false);
  const newest = useRef(0);
  const again = useCallback(() => {
    const mine = ++newest.current;
    if (placeId === null) {
      setRunning([]);
      return setFailed(false);
    }
    api.incident.running.query({ placeId }).then(
      (fresh) => {
        if (mine !== newest.current) return;
        setRunning(fresh.incidents);
        setFailed(false);
      },
      () => mine === newest.current && setFailed(true),
    );
  }, [placeId]);
  useEffect(() => {
    setRunning([]);
    again();
    const timer = setInterval(again, every);
    return () => clearInterval(timer);
  }, [again]);
  return { running, failed, again };
}
