"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { ClockFields } from "./ClockFields.tsx";
import { aimOf, clocksIn, type Draft, draftOf, inputOf, type Problems, problemsIn } from "./draft.ts";
import { bound, Sentence, wrongAt } from "./Field.tsx";
import { Forecast } from "./Forecast.tsx";
import { LadderFields } from "./LadderFields.tsx";
import { PauseFields } from "./PauseFields.tsx";
import { type Held, heldFor, type Policy, type Scope } from "./scope.ts";
import type { Words } from "./useWords.ts";

const send = (sent: Inputs["promise"]["set"]) => api.promise.set.mutate(sent);

type Props = {
  scope: Scope;
  urgency: UrgencyLevel;
  held: Held;
  /** What it is for, as `aimWords` says it; null where that is chosen here. */
  aim: string | null;
  words: Words;
  done(name: string): void;
  leave(): void;
};

/** Writes one promise: the figures, what stops them, who is called, its source, and beforehand what a report would get. */
export function PolicyForm({ scope, urgency, held, aim, words, done, leave }: Props) {
  const { t } = words;
  const { found, siteId } = scope;
  const router = useRouter();
  const refusal = useRefusalWords();
  const { run, pending, told, forget } = useCommand(send);
  const [draft, setDraft] = useState<Draft>(() => draftOf(held, aim));
  const [problems, setProblems] = useState<Problems>({});
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const wrong = { problems, told: told && { field: told.field, words: refusal(told) } };
  const elsewhere = told !== null && form.current?.elements.namedItem(told.field ?? "") == null;
  const aimWrong = wrongAt(wrong, "aim", words);
  const sourceWrong = wrongAt(wrong, "source", words);
  const clocks = clocksIn(draft);
  const hoursOf = siteId ?? found.sites[0]?.id;

  function change(next: Draft) {
    setDraft(next);
    if (Object.keys(problems).length > 0) setProblems(problemsIn(next));
    forget();
  }
  function choose(next: string) {
    const at = heldFor(scope, { ...aimOf(next), urgency });
    change({ ...draftOf(at, next), source: draft.source });
  }
  function focusFirst(names: string[]) {
    const all = [...(form.current?.elements ?? [])] as HTMLInputElement[];
    all.find((each) => names.includes(each.name))?.focus();
  }
  async function submit(event: FormEvent) {
    event.preventDefault();
    const missing = problemsIn(draft);
    setProblems(missing);
    if (Object.keys(missing).length > 0) return focusFirst(Object.keys(missing));
    const sent = await run(
      inputOf(draft, { siteId, urgency, seen: seenRow(scope, urgency, draft.aim)?.id ?? null }),
    );
    if (sent.ok) done(words.aim(aimOf(draft.aim)));
    else focusFirst([sent.told.field ?? ""]);
    router.refresh();
  }
  const key = (name: string) => `${urgency}-${aim ?? "new"}-${name}`;
  return (
    <form
      ref={form}
      className="policy-form"
      noValidate
      onSubmit={submit}
      aria-labelledby={key("title")}
      data-testid="policy-form"
    >
      <h3 id={key("title")} ref={heading} tabIndex={-1}>
        {[
          t(aim === null ? "form.fresh" : "form.change"),
          words.place(siteId),
          words.urgency(urgency),
          ...(aim === null ? [] : [words.aim(aimOf(aim))]),
        ].join(" · ")}
      </h3>
      {aim === null && (
        <label className="policy-aim">
          <span>{t("form.for")}</span>
          <select
            {...bound("aim", aimWrong)}
            value={draft.aim ?? ""}
            onChange={(event) => choose(event.target.value)}
          >
            <option value="" disabled>
              {t("form.forChoose")}
            </option>
            <optgroup label={t("form.categories")}>
              {found.categories.map((each) => (
                <option key={each.code} value={`c:${each.code}`}>
                  {words.named(each)}
                </option>
              ))}
            </optgroup>
            <optgroup label={t("form.faults")}>
              {found.faults.map((each) => (
                <option key={each.code} value={`f:${each.code}`}>
                  {words.named(each)}
                </option>
              ))}
            </optgroup>
          </select>
          <Sentence name="aim">{aimWrong}</Sentence>
        </label>
      )}
      <ClockFields draft={draft} change={change} wrong={wrong} words={words} />
      <PauseFields draft={draft} change={change} wrong={wrong} words={words} />
      <LadderFields draft={draft} ladders={found.ladders} change={change} wrong={wrong} words={words} />
      <label>
        <span>{t("form.source")}</span>
        <input
          {...bound("source", sourceWrong)}
          value={draft.source}
          onChange={(event) => change({ ...draft, source: event.target.value })}
        />
        <Sentence name="source">{sourceWrong}</Sentence>
      </label>
      {hoursOf && (
        <Forecast
          asked={
            clocks && { siteId: hoursOf, company: siteId === null, urgency, ...aimOf(draft.aim), clocks }
          }
          site={words.place(hoursOf)}
          words={words}
        />
      )}
      {told && elsewhere && (
        <p role="alert" className="places-problem">
          {refusal(told)}
        </p>
      )}
      <div className="places-acts">
        <button type="submit" className="places-button" data-main="true" aria-disabled={pending}>
          {pending ? t("form.saving") : t("form.save")}
        </button>
        <button type="button" className="places-button" onClick={leave}>
          {t("form.cancel")}
        </button>
      </div>
    </form>
  );
}

/** The row that a new one would replace, as the person sees it now. */
function seenRow({ found, siteId }: Scope, urgency: UrgencyLevel, aim: string | null): Policy | undefined {
  const { faultCode, categoryCode } = aimOf(aim);
  return found.policies.find(
    (row) =>
      row.siteId === siteId &&
      row.urgency === urgency &&
      row.faultCode === faultCode &&
      row.categoryCode === categoryCode,
  );
}
