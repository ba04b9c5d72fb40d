"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { earlierReasons } from "#server/domain/ticket/correction.ts";
import type { Call } from "./call.ts";
import { FieldError, isWrong, type Problem } from "./FieldError.tsx";
import { useDeskWords } from "./useDeskWords.ts";

type Props = { call: Call; put(patch: Partial<Call>): void; problems: Problem[] };

/** When it was first said: at the ring, unless it was said earlier in another way; then why. */
export function ReceivedPart({ call, put, problems }: Props) {
  const t = useTranslations("desk.earlier");
  const words = useDeskWords();
  const [opened, setOpened] = useState(false);
  const lacks = isWrong("earlier", problems);
  const open = opened || lacks || call.receivedAt !== null || call.earlier !== null;
  const at = call.receivedAt ?? call.startedAt;

  return (
    <div className="desk-received">
      {at && (
        <p>
          {t("received", { time: words.time(at) })}{" "}
          {call.callId === null && (
            <button
              type="button"
              className="desk-button"
              onClick={() => {
                setOpened(false);
                put({ startedAt: new Date().toISOString(), receivedAt: null, earlier: null });
              }}
            >
              {t("now")}
            </button>
          )}{" "}
          {!open && (
            <button
              type="button"
              className="desk-button"
              data-testid="earlier"
              onClick={() => setOpened(true)}
            >
              {t("open")}
            </button>
          )}
        </p>
      )}
      {at && open && (
        <fieldset className="desk-earlier">
          <legend>{t("title")}</legend>
          <label htmlFor="receivedAt">{t("when")}</label>
          <input
            id="receivedAt"
            data-testid="received-at"
            type="datetime-local"
            value={localOf(at)}
            max={localOf(new Date().toISOString())}
            onChange={(event) => {
              const typed = new Date(event.target.value);
              if (!Number.isNaN(typed.getTime())) put({ receivedAt: typed.toISOString() });
            }}
          />
          <label htmlFor="earlier">{t("why")}</label>
          <select
            id="earlier"
            data-testid="earlier-reason"
            value={call.earlier?.reason ?? ""}
            aria-invalid={lacks}
            aria-describedby="earlier-error"
            onChange={(event) => {
              const reason = earlierReasons.find((each) => each === event.target.value);
              put({ earlier: reason ? { reason, words: call.earlier?.words ?? "" } : null });
            }}
          >
            <option value="">{t("choose")}</option>
            {earlierReasons.map((reason) => (
              <option key={reason} value={reason}>
                {t(`reason.${reason}`)}
              </option>
            ))}
          </select>
          <FieldError field="earlier" problems={problems} />
          {call.earlier && (
            <>
              <label htmlFor="earlierWords">{t("words")}</label>
              <input
                id="earlierWords"
                data-testid="earlier-words"
                autoComplete="off"
                maxLength={300}
                value={call.earlier.words}
                onChange={(event) => put({ earlier: { ...call.earlier!, words: event.target.value } })}
              />
            </>
          )}
        </fieldset>
      )}
    </div>
  );
}

/** `2026-03-01T08:00` on this computer's clock, as the field wants it. */
function localOf(iso: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
