"use client";
import { useEffect, useState } from "react";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { clockNames } from "#server/domain/sla/terms.ts";
import type { Words } from "./useWords.ts";

type Asked = Inputs["promise"]["forecast"];
type Shown = Outputs["promise"]["forecast"];
type Moment = Shown["moments"][number];
/** Typing is not asked about letter by letter, ms. */
const pause = 350;

/** What a report would be promised by these figures, worked out by the server while they are typed. */
export function Forecast({ asked, site, words }: { asked: Asked | null; site: string; words: Words }) {
  const { t } = words;
  const [shown, setShown] = useState<Shown | null>(null);
  const [state, setState] = useState<"ready" | "waiting" | "failed">("waiting");
  const question = asked === null ? null : JSON.stringify(asked);
  useEffect(() => {
    if (question === null) return;
    let gone = false;
    setState("waiting");
    const timer = setTimeout(async () => {
      try {
        const answer = await api.promise.forecast.query(JSON.parse(question));
        if (gone) return;
        setShown(answer);
        setState("ready");
      } catch {
        if (!gone) setState("failed");
      }
    }, pause);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [question]);
  return (
    <section className="forecast" aria-busy={state === "waiting"} data-testid="forecast" data-state={state}>
      <h4>{t("forecast.title")}</h4>
      <p>{t("forecast.words", { site })}</p>
      <p role="status">
        {question === null
          ? t("forecast.incomplete")
          : state === "ready"
            ? ""
            : t(state === "failed" ? "forecast.failed" : "forecast.waiting")}
      </p>
      {shown && question !== null && (
        <div className="forecast-moments">
          {shown.moments.map((moment) => (
            <MomentShown key={moment.kind} moment={moment} timeZone={shown.timeZone} words={words} />
          ))}
        </div>
      )}
    </section>
  );
}

type MomentProps = { moment: Moment; timeZone: string; words: Words };

function MomentShown({ moment, timeZone, words }: MomentProps) {
  const { t, zh, format } = words;
  const clockAt = (iso: string | null) =>
    iso === null
      ? t("forecast.never")
      : format.dateTime(new Date(iso), {
          ...{ timeZone, month: "short", day: "numeric", weekday: "short" },
          ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
        });
  const name = moment.kind === "holiday" ? (zh ? moment.nameZh : moment.nameEn) : "";
  return (
    <dl data-moment={moment.kind}>
      <div>
        <dt>{t(`forecast.${moment.kind}`, { name })}</dt>
        <dd>{clockAt(moment.at)}</dd>
      </div>
      {clockNames.map((clock) => {
        const { dueAt, provisional } = moment.after[clock];
        const before = moment.before[clock].dueAt;
        return (
          <div key={clock} data-clock={clock} data-due={dueAt ?? ""}>
            <dt>{t(`clock.${clock}`)}</dt>
            <dd>
              <b>{clockAt(dueAt)}</b> {provisional && <small>{t("forecast.provisional")}</small>}
              <small>
                {before === dueAt ? t("forecast.same") : t("forecast.was", { time: clockAt(before) })}
              </small>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
