"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Alarm } from "#app/_alarm/useAlarms.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { type ShelfReason, shelfMinutes, shelfReasons } from "#server/domain/alarm/shelf.ts";
import { useWords } from "./useWords.ts";

type Shelve = Inputs["alarm"]["shelve"];
type Unshelve = Inputs["alarm"]["unshelve"];
const shelve = (sent: Shelve) => api.alarm.shelve.mutate(sent);
const unshelve = (sent: Unshelve) => api.alarm.unshelve.mutate(sent);

type Props = {
  alarm: Alarm;
  /** It is as it was asked; the list is to be read again. */
  done(): Promise<void>;
};

/** Puts an alarm aside for a while, with a reason; or takes it up again. */
export function AlarmShelf({ alarm, done }: Props) {
  const t = useTranslations("alarm.shelf");
  const words = useWords();
  const aside = useCommand(shelve);
  const back = useCommand(unshelve);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState<ShelfReason | "">("");
  const [minutes, setMinutes] = useState<(typeof shelfMinutes)[number]>(30);
  const told = aside.told ?? back.told;
  if (alarm.shelved)
    return (
      <button
        type="button"
        className="alarm-button"
        data-testid="alarm-unshelve"
        onClick={() =>
          void back.run({ alarmId: alarm.id }).then((answer) => (answer.ok ? done() : undefined))
        }
      >
        {t("back")}
      </button>
    );
  if (!asking)
    return (
      <button
        type="button"
        className="alarm-button"
        data-testid="alarm-shelve"
        onClick={() => setAsking(true)}
      >
        {t("ask")}
      </button>
    );
  return (
    <form
      className="alarm-shelf"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const input = { alarmId: alarm.id, reason: reason as ShelfReason, minutes };
        void aside.run(input).then((answer) => (answer.ok ? done() : undefined));
      }}
    >
      <label>
        {t("reason")}
        <select
          value={reason}
          aria-invalid={told?.field === "reason"}
          onChange={(event) => setReason(event.target.value as ShelfReason)}
          // biome-ignore lint/a11y/noAutofocus: the person has just pressed for it
          autoFocus
        >
          <option value="">{t("choose")}</option>
          {shelfReasons.map((each) => (
            <option key={each} value={each}>
              {t(`reasons.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("minutes")}
        <select
          value={minutes}
          onChange={(event) => setMinutes(Number(event.target.value) as (typeof shelfMinutes)[number])}
        >
          {shelfMinutes.map((each) => (
            <option key={each} value={each}>
              {t("length", { minutes: each })}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="alarm-button" data-primary="true" aria-disabled={aside.pending}>
        {t("do")}
      </button>
      <button type="button" className="alarm-button" onClick={() => setAsking(false)}>
        {t("leave")}
      </button>
      {told && <p role="alert">{told.field === "reason" ? t("needReason") : words.refusal(told)}</p>}
    </form>
  );
}
