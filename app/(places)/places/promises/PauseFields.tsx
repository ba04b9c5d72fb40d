"use client";
import { type ClockName, clockNames } from "#server/domain/sla/terms.ts";
import { pauseReasons } from "#server/domain/ticket/ticket.ts";
import type { Draft } from "./draft.ts";
import { bound, Sentence, type Wrong, wrongAt } from "./Field.tsx";
import type { Words } from "./useWords.ts";

type Props = { draft: Draft; change(draft: Draft): void; wrong: Wrong; words: Words };

/** Which clocks each reason for a pause stops, and for how long at most. */
export function PauseFields({ draft, change, wrong, words }: Props) {
  const { t } = words;
  return (
    <fieldset className="policy-pauses">
      <legend>{t("pauses")}</legend>
      {pauseReasons.map((reason) => {
        const held = draft.pauses[reason];
        const name = `pauses.${reason}.capMinutes`;
        const sentence = wrongAt(wrong, name, words);
        const named = t(`reason.${reason}`);
        const set = (patch: Partial<typeof held>) =>
          change({ ...draft, pauses: { ...draft.pauses, [reason]: { ...held, ...patch } } });
        const toggle = (clock: ClockName) =>
          set({
            stops: held.stops.includes(clock)
              ? held.stops.filter((each) => each !== clock)
              : clockNames.filter((each) => each === clock || held.stops.includes(each)),
          });
        return (
          <fieldset key={reason}>
            <legend>{named}</legend>
            <span>{t("form.stops")}</span>
            {clockNames.map((clock) => (
              <label key={clock} className="policy-check">
                <input
                  type="checkbox"
                  name={`pauses.${reason}.stops.${clock}`}
                  aria-label={t("form.stopsOf", { reason: named, clock: t(`clock.${clock}`) })}
                  checked={held.stops.includes(clock)}
                  onChange={() => toggle(clock)}
                />
                {t(`clock.${clock}`)}
              </label>
            ))}
            {held.stops.length > 0 && (
              <label className="policy-cap">
                <span>{t("form.cap")}</span>
                <input
                  {...bound(name, sentence)}
                  aria-label={t("form.capOf", { reason: named })}
                  inputMode="numeric"
                  autoComplete="off"
                  value={held.cap}
                  onChange={(event) => set({ cap: event.target.value })}
                />
              </label>
            )}
            <Sentence name={name}>{sentence}</Sentence>
          </fieldset>
        );
      })}
    </fieldset>
  );
}
