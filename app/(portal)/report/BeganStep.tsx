"use client";
import { useTranslations } from "use-intl";
import { isRefusal } from "#server/domain/refusal.ts";
import { beganWords } from "#server/domain/ticket/began.ts";
import { readTyped, typedAt } from "#server/domain/time/typed.ts";
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
            defaultValue={draft.noTime ?? (draft.beganAt ? typedAt(draft.beganAt, timeZone) : "")}
            aria-describedby="beganAt-problem"
            aria-invalid={problems.some((problem) => problem.field === "beganAt")}
            onChange={(event) => change(began(event.target.value, timeZone))}
          />
        </div>
      )}
    </>
  );
}

/** What was typed as an instant there; as it was typed where it is none, so that it stays and can be mended. */
function began(typed: string, timeZone: string): Pick<Draft, "beganAt" | "noTime"> {
  const read = readTyped(typed, timeZone);
  return isRefusal(read) ? { beganAt: null, noTime: typed || null } : { beganAt: read[0], noTime: null };
}
