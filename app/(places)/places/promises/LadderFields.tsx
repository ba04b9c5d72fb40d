"use client";
import { channels, rungs, type Step } from "#server/domain/escalation/ladder.ts";
import { clockNames } from "#server/domain/sla/terms.ts";
import { type Draft, type StepDraft, stepDraft } from "./draft.ts";
import { bound, Sentence, type Wrong, wrongAt } from "./Field.tsx";
import type { Ladder } from "./scope.ts";
import type { Words } from "./useWords.ts";

type Props = { draft: Draft; ladders: Ladder[]; change(draft: Draft): void; wrong: Wrong; words: Words };
const another: Step = {
  ...{ clock: "arrive", offsetMinutes: 0, rung: "lead", channel: "push" },
  ...{ repeatMinutes: null, offDuty: false },
};

/** Which ladder is climbed, its steps in words, and the steps themselves where they are to be others. */
export function LadderFields({ draft, ladders, change, wrong, words }: Props) {
  const { t } = words;
  const held = ladders.find((each) => each.code === draft.ladderCode);
  const { ladder } = draft;
  const nameWrong = wrongAt(wrong, "ladder.name", words);
  const write = (next: Draft["ladder"]) => change({ ...draft, ladder: next });
  return (
    <fieldset className="policy-ladder">
      <legend>{t("form.ladder")}</legend>
      <div className="places-acts">
        <select
          name="ladderCode"
          aria-label={t("form.ladder")}
          value={draft.ladderCode}
          onChange={(event) => change({ ...draft, ladderCode: event.target.value, ladder: null })}
        >
          {ladders.map((each) => (
            <option key={each.code} value={each.code}>
              {words.named(each)}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="places-button"
          aria-pressed={ladder !== null}
          onClick={() =>
            write(ladder === null ? { name: "", steps: (held?.steps ?? []).map(stepDraft) } : null)
          }
        >
          {t(ladder === null ? "form.ladderEdit" : "form.ladderKeep")}
        </button>
      </div>
      {ladder === null ? (
        <ol>
          {held?.steps.map((step, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the ladder
            <li key={n}>{words.step(step)}</li>
          ))}
        </ol>
      ) : (
        <>
          <p>{t("form.ladderNew")}</p>
          <label>
            <span>{t("form.ladderName")}</span>
            <input
              {...bound("ladder.name", nameWrong)}
              maxLength={60}
              value={ladder.name}
              onChange={(event) => write({ ...ladder, name: event.target.value })}
            />
          </label>
          <Sentence name="ladder.name">{nameWrong}</Sentence>
          {ladder.steps.map((step, n) => (
            <StepFields
              key={step.key}
              n={n}
              step={step}
              wrong={wrong}
              words={words}
              change={(next) =>
                write({ ...ladder, steps: ladder.steps.map((each) => (each === step ? next : each)) })
              }
              remove={() => write({ ...ladder, steps: ladder.steps.filter((each) => each !== step) })}
            />
          ))}
          <Sentence name="ladder.steps">{wrongAt(wrong, "ladder.steps", words)}</Sentence>
          <button
            type="button"
            className="places-button"
            onClick={() => write({ ...ladder, steps: [...ladder.steps, stepDraft(another)] })}
          >
            {t("form.stepAdd")}
          </button>
        </>
      )}
    </fieldset>
  );
}

type StepProps = {
  n: number;
  step: StepDraft;
  wrong: Wrong;
  words: Words;
  change(step: StepDraft): void;
  remove(): void;
};

function StepFields({ n, step, wrong, words, change, remove }: StepProps) {
  const { t } = words;
  const path = `ladder.steps.${n}`;
  const offsetWrong = wrongAt(wrong, `${path}.offsetMinutes`, words);
  const repeatWrong = wrongAt(wrong, `${path}.repeatMinutes`, words);
  const choice = <Key extends "clock" | "rung" | "channel">(
    key: Key,
    label: string,
    all: readonly StepDraft[Key][],
  ) => (
    <label>
      <span>{label}</span>
      <select
        name={`${path}.${key}`}
        value={step[key]}
        onChange={(event) => change({ ...step, [key]: event.target.value })}
      >
        {all.map((each) => (
          <option key={each} value={each}>
            {t(`${key}.${each}` as "clock.arrive")}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <fieldset className="policy-step">
      <legend>{t("form.stepNumber", { n: n + 1 })}</legend>
      {choice("clock", t("form.stepClock"), clockNames)}
      <label>
        <span>{t("form.stepWhen")}</span>
        <input
          {...bound(`${path}.offsetMinutes`, offsetWrong)}
          autoComplete="off"
          value={step.offset}
          onChange={(event) => change({ ...step, offset: event.target.value })}
        />
      </label>
      {choice("channel", t("form.stepChannel"), channels)}
      {choice("rung", t("form.stepRung"), rungs)}
      <label>
        <span>{t("form.stepRepeat")}</span>
        <input
          {...bound(`${path}.repeatMinutes`, repeatWrong)}
          inputMode="numeric"
          autoComplete="off"
          value={step.repeat}
          onChange={(event) => change({ ...step, repeat: event.target.value })}
        />
      </label>
      <label className="policy-check">
        <input
          type="checkbox"
          name={`${path}.offDuty`}
          checked={step.offDuty}
          onChange={(event) => change({ ...step, offDuty: event.target.checked })}
        />
        {t("form.stepOff")}
      </label>
      <button type="button" className="places-button" onClick={remove}>
        {t("form.stepRemove", { n: n + 1 })}
      </button>
      <Sentence name={`${path}.offsetMinutes`}>{offsetWrong}</Sentence>
      <Sentence name={`${path}.repeatMinutes`}>{repeatWrong}</Sentence>
    </fieldset>
  );
}
