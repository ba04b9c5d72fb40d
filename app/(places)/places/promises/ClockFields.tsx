"use client";
import { clockNames } from "#server/domain/sla/terms.ts";
import { type Draft, figure } from "./draft.ts";
import { bound, Sentence, type Wrong, wrongAt } from "./Field.tsx";
import type { Words } from "./useWords.ts";

type Props = { draft: Draft; change(draft: Draft): void; wrong: Wrong; words: Words };

/** Minutes and way of counting of each of the four clocks. */
export function ClockFields({ draft, change, wrong, words }: Props) {
  const { t } = words;
  return (
    <fieldset className="policy-clocks">
      <legend>{t("clocks")}</legend>
      {clockNames.map((clock) => {
        const held = draft.clocks[clock];
        const name = `clocks.${clock}.minutes`;
        const sentence = wrongAt(wrong, name, words);
        const minutes = figure(held.minutes, 1);
        const set = (patch: Partial<typeof held>) =>
          change({ ...draft, clocks: { ...draft.clocks, [clock]: { ...held, ...patch } } });
        const named = t(`clock.${clock}`);
        return (
          <div key={clock}>
            <span aria-hidden="true">{named}</span>
            <label>
              <span>{t("form.minutes")}</span>
              <input
                {...bound(name, sentence)}
                aria-label={t("form.minutesOf", { clock: named })}
                inputMode="numeric"
                autoComplete="off"
                value={held.minutes}
                onChange={(event) => set({ minutes: event.target.value })}
              />
            </label>
            <label>
              <span>{t("form.basis")}</span>
              <select
                name={`clocks.${clock}.basis`}
                aria-label={t("form.basisOf", { clock: named })}
                value={held.basis}
                onChange={(event) => set({ basis: event.target.value as typeof held.basis })}
              >
                <option value="clock">{t("basis.clock")}</option>
                <option value="working">{t("basis.working")}</option>
              </select>
            </label>
            <small>{minutes !== null && t("form.equals", { span: words.span(minutes, held.basis) })}</small>
            <Sentence name={name}>{sentence}</Sentence>
          </div>
        );
      })}
    </fieldset>
  );
}
