"use client";
import { useTranslations } from "use-intl";
import { FieldProblem, type Problem } from "../Problems.tsx";
import { useNow } from "../useNow.ts";
import { WishFields } from "../WishFields.tsx";
import type { Draft } from "./draft.ts";

type Props = {
  draft: Draft | null;
  change: (patch: Partial<Draft>) => void;
  problems: Problem[];
  timeZone: string;
};

/** Whom to ask for and when somebody may come. All of it has an answer already: my own number, any time. */
export function VisitStep({ draft, change, problems, timeZone }: Props) {
  const t = useTranslations("portal.report.visit");
  const other = problems.some(({ field }) => field === "contactName" || field === "contactPhone");
  const now = useNow(new Date().toISOString());
  if (draft === null) return null;
  return (
    <>
      <WishFields
        wish={draft.wish}
        change={(wish) => change({ wish })}
        problems={problems}
        timeZone={timeZone}
        now={now}
      />
      <details className="portal-group" open={draft.contactName !== "" || draft.contactPhone !== "" || other}>
        <summary>{t("other")}</summary>
        <div className="portal-field">
          <label htmlFor="contactName">{t("name")}</label>
          <FieldProblem field="contactName" problems={problems} />
          <input
            id="contactName"
            autoComplete="name"
            maxLength={60}
            dir="auto"
            value={draft.contactName}
            aria-describedby="contactName-problem"
            onChange={(event) => change({ contactName: event.target.value })}
          />
        </div>
        <div className="portal-field">
          <label htmlFor="contactPhone">{t("phone")}</label>
          <FieldProblem field="contactPhone" problems={problems} />
          <input
            id="contactPhone"
            type="tel"
            autoComplete="tel"
            maxLength={40}
            className="portal-figures"
            value={draft.contactPhone}
            aria-describedby="contactPhone-problem"
            aria-invalid={problems.some(({ field }) => field === "contactPhone")}
            onChange={(event) => change({ contactPhone: event.target.value })}
          />
        </div>
      </details>
    </>
  );
}
