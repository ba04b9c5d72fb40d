"use client";
import { useTranslations } from "use-intl";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { FieldProblem, type Problem } from "../Problems.tsx";
import type { Draft } from "./draft.ts";

type Props = { draft: Draft | null; change: (patch: Partial<Draft>) => void; problems: Problem[] };

/** How urgent it is for the person who reports; none is chosen for them. */
export function UrgencyStep({ draft, change, problems }: Props) {
  const t = useTranslations("portal.report.urgency");
  return (
    <fieldset id="urgency" aria-describedby="urgency-problem">
      <legend className="visually-hidden">{t("title")}</legend>
      <p>{t("hint")}</p>
      <FieldProblem field="urgency" problems={problems} />
      {([1, 2, 3, 4] as const).map((level) => (
        <label key={level} className="portal-choice">
          <input
            type="radio"
            name="urgency"
            value={level}
            checked={draft?.urgency === level}
            onChange={() => change({ urgency: level })}
          />
          <Urgency level={level} size={24} />
          <span>
            {t(`u${level}`)}
            <small>{t(`u${level}Hint`)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
