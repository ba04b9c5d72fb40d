"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { serverNow } from "#app/_ui/serverClock.ts";
import { zoneWords } from "#app/(portal)/times.ts";
import { isRefusal, type Refusal, refuse } from "#server/domain/refusal.ts";
import { earlierReasons } from "#server/domain/ticket/correction.ts";
import { readTyped, typedAt } from "#server/domain/time/typed.ts";
import type { Call } from "./call.ts";
import { FieldError, isWrong, type Problem } from "./FieldError.tsx";
import { useDeskWords } from "./useDeskWords.ts";

type Props = {
  call: Call;
  put(patch: Partial<Call>): void;
  /** The zone of the site: a time is typed and shown as its clocks have it. */
  timeZone: string;
  problems: Problem[];
};

/** When it was first said: at the ring, unless it was said earlier in another way; then why. */
export function ReceivedPart({ call, put, timeZone, problems }: Props) {
  const t = useTranslations("desk.earlier");
  const words = useDeskWords();
  const [opened, setOpened] = useState(false);
  const lacks = isWrong("earlier", problems);
  const open = opened || lacks || call.receivedAt !== null || call.noTime !== null || call.earlier !== null;
  const at = call.receivedAt ?? call.startedAt;
  const [first, second] = at === null ? [] : twice(at, timeZone);
  const zone = at !== null && isOther(at, timeZone) ? zoneWords(timeZone, at) : null;

  return (
    <div className="desk-received">
      {at && (
        <p>
          {t("received", { time: words.time(at, timeZone) })} {zone}{" "}
          {call.callId === null && (
            <button
              type="button"
              className="desk-button"
              onClick={() => {
                setOpened(false);
                put({
                  startedAt: new Date(serverNow()).toISOString(),
                  receivedAt: null,
                  noTime: null,
                  earlier: null,
                });
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
          <label htmlFor="receivedAt">
            {t("when")} {zone}
          </label>
          <input
            id="receivedAt"
            data-testid="received-at"
            type="datetime-local"
            value={call.noTime ?? typedAt(at, timeZone)}
            max={typedAt(new Date(serverNow()).toISOString(), timeZone)}
            aria-invalid={lacks}
            aria-describedby="earlier-error"
            onChange={({ target }) => {
              const read = readTyped(target.value, timeZone);
              put(isRefusal(read) ? { noTime: target.value } : { noTime: null, receivedAt: read[0] });
            }}
          />
          {second !== undefined && call.noTime === null && (
            <label className="desk-twice">
              <input
                type="checkbox"
                data-testid="second-hour"
                checked={at === second}
                onChange={({ target }) => put({ receivedAt: target.checked ? second : first })}
              />{" "}
              {t("twice")}
            </label>
          )}
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

/** Why what was typed is no time there. */
export function noTimeOf(typed: string, timeZone: string): Refusal {
  const read = readTyped(typed, timeZone);
  return isRefusal(read) ? read : refuse("BAD_TIME");
}

/** Both instants at which the clocks show what they show at this one, where they do so twice. */
function twice(iso: string, timeZone: string): [first?: string, second?: string] {
  const read = readTyped(typedAt(iso, timeZone), timeZone);
  return isRefusal(read) ? [] : read;
}

/** This computer's clock shows something else. */
function isOther(iso: string, timeZone: string): boolean {
  return typedAt(iso, timeZone) !== typedAt(iso, Intl.DateTimeFormat().resolvedOptions().timeZone);
}
