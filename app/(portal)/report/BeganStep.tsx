"use client";
import { useTranslations } from "use-intl";
import { beganWords } from "#server/domain/ticket/began.ts";
import { dayAt, instantOf, offsetAt } from "#server/domain/time/zone.ts";
import { FieldProblem, type Problem } from "../Problems.tsx";
import type { Draft } from "./draft.ts";

type Props = {
  draft: Draft | null;
  change: (patch: Partial<Draft>) => void;
  problems: Problem[];
  /** Of the place that was chosen: what is typed is a time there. */
  timeZone: string;
};

/** Since when: roughly by a tap, or exactly for whoever knows. */
export function BeganStep({ draft, change, problems, timeZone }: Props) {
  const t = useTranslations("portal.report.began");
  const said = useTranslations("shared.said.began");
  return (
    <>
      <fieldset id="began" aria-describedby="began-problem">
        <legend className="visually-hidden">{t("title")}</legend>
        <FieldProblem field="began" problems={problems} />
        {beganWords.map((each) => (
          <label key={each} className="portal-choice">
            <input
              type="radio"
              name="began"
              value={each}
              checked={draft?.began === each}
              onChange={() => change({ began: each })}
            />
            <span>{said(each)}</span>
          </label>
        ))}
      </fieldset>
      {draft?.began === "exact" && (
        <div className="portal-field">
          <label htmlFor="beganAt">{t("at")}</label>
          <FieldProblem field="beganAt" problems={problems} />
          <input
            id="beganAt"
            type="datetime-local"
            defaultValue={draft.beganAt ? localWords(draft.beganAt, timeZone) : ""}
            aria-describedby="beganAt-problem"
            aria-invalid={problems.some((problem) => problem.field === "beganAt")}
            onChange={(event) => change({ beganAt: instantWords(event.target.value, timeZone) })}
          />
        </div>
      )}
    </>
  );
}

/** `2026-11-24T09:30` at that place as an instant; null while it is no whole time. */
function instantWords(local: string, timeZone: string): string | null {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(local);
  if (!found) return null;
  const [, day, hour, minute] = found;
  return new Date(instantOf(day!, Number(hour) * 60 + Number(minute), timeZone)).toISOString();
}

function localWords(iso: string, timeZone: string): string {
  const at = Date.parse(iso);
  const time = new Date(at + offsetAt(at, timeZone)).toISOString().slice(11, 16);
  return `${dayAt(at, timeZone)}T${time}`;
}
