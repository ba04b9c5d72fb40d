"use client";
import { useTranslations } from "use-intl";
import type { Plan } from "./usePlan.ts";

const rows = ["planned", "late", "lateMinutes", "wayMinutes"] as const;

/** What the proposal comes to beside giving one job after the other, so that the gain can be weighed. */
export function PlanGain({ plan }: { plan: Plan }) {
  const t = useTranslations("control.plan");
  return (
    <table className="plan-gain">
      <caption className="visually-hidden">{t("gain")}</caption>
      <thead>
        <tr>
          <td />
          {rows.map((row) => (
            <th key={row} scope="col">
              {t(`figure.${row}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t("together")}</th>
          {rows.map((row) => (
            <td key={row} data-better={better(row, plan.sum[row], plan.byHand[row])}>
              {plan.sum[row]}
            </td>
          ))}
        </tr>
        <tr>
          <th scope="row">{t("oneByOne")}</th>
          {rows.map((row) => (
            <td key={row}>{plan.byHand[row]}</td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

function better(row: (typeof rows)[number], ours: number, theirs: number): boolean {
  return row === "planned" ? ours > theirs : ours < theirs;
}
