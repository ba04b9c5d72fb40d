"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { Times } from "#app/_visit/Times.tsx";
import { mostOffered } from "#server/domain/appointment/choices.ts";
import type { Window } from "#server/domain/appointment/slots.ts";
import { suitsWish } from "#server/domain/appointment/wish.ts";
import { useFreeTimes } from "../../_slots/useFreeTimes.ts";
import { useFieldWords } from "../../useFieldWords.ts";
import type { Detail } from "./detail.ts";

type Props = {
  detail: Detail;
  personId: string;
  /** Something that was done here is not at the office yet. */
  ahead: boolean;
  /** What was chosen before and is gone over again. */
  before?: readonly Window[];
  /** Why the phone could not keep it; empty when it could. */
  trouble: string;
  offer(windows: Window[]): void;
  fix(window: Window): void;
  close(): void;
};

/**
 * His own free times, to be offered to the owner, or one to be fixed because they spoke. Where there is no network they are
 * those that this phone last heard of; the office has the last word when it gets them.
 */
export function OfferTimes({ detail, personId, ahead, before = [], trouble, offer, fix, close }: Props) {
  const t = useTranslations("visit.field");
  const refusal = useRefusalWords();
  const words = useFieldWords();
  const { ticket, site } = detail;
  const { times, told } = useFreeTimes(personId, ticket.id, ahead);
  const [chosen, setChosen] = useState<string[]>(before.map(({ from }) => from));
  const [problem, setProblem] = useState("");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.focus();
    form.current?.scrollIntoView({ block: "start" });
  }, []);
  const free = times?.free ?? [];
  const windows = free.filter((each) => chosen.includes(each.from));

  function send(event: FormEvent) {
    event.preventDefault();
    if (windows.length === 0) return setProblem(t("pickOne"));
    offer(windows);
  }
  return (
    <form
      ref={form}
      tabIndex={-1}
      className="field-reason"
      onSubmit={send}
      noValidate
      aria-label={t("sheet")}
      data-testid="offer-form"
      data-from={times?.from}
    >
      {told && (
        <p role="alert" className="field-problem">
          {told.code === "OFFLINE" ? t("neverHeard") : refusal(told)}
        </p>
      )}
      {times === null && told === null && <p role="status">{t("loading")}</p>}
      {times?.from === "phone" && (
        <p className="field-notice" data-testid="slots-kept">
          {t("asOf", { time: words.time(times.at, site.timeZone) })}
        </p>
      )}
      {times !== null && free.length === 0 && <p>{t("none")}</p>}
      {free.length > 0 && (
        <>
          <Times
            name="offer"
            title={t("sheet")}
            hint={t("words", { max: mostOffered })}
            windows={free}
            timeZone={site.timeZone}
            chosen={windows.map(({ from }) => from)}
            choose={(next) => {
              setChosen(next);
              setProblem("");
            }}
            most={mostOffered}
            problem={problem}
            suits={(window) => suitsWish(window, detail.wish, site.timeZone)}
          />
          {ticket.status === "dispatched" && <p className="field-aside">{t("accepts")}</p>}
          {trouble !== "" && (
            <p role="alert" className="field-problem">
              {trouble}
            </p>
          )}
          <button
            type="submit"
            className="field-button"
            data-testid="offer-send"
            aria-disabled={windows.length === 0}
          >
            {t("send", { count: windows.length })}
          </button>
          {windows.length === 1 && ticket.status !== "dispatched" && (
            <button
              type="button"
              className="field-plain"
              data-testid="offer-spoken"
              onClick={() => fix(windows[0]!)}
            >
              {t("spoken")}
            </button>
          )}
        </>
      )}
      <button type="button" className="field-plain" onClick={close}>
        {t("close")}
      </button>
    </form>
  );
}
