"use client";
import { useTranslations } from "use-intl";
import { NotRepairLine } from "./NotRepairLine.tsx";
import { ProposalLine } from "./ProposalLine.tsx";
import { agrees, type Ruling } from "./ruling.ts";
import type { Kept } from "./useKept.ts";
import { useWords } from "./useWords.ts";

type Props = { kept: Kept | null; ruling: Ruling; take(part: Partial<Ruling>): void };

/** What the system proposes, each with why and a button to take it; and whether the ruling is the proposal. */
export function ProposalPart({ kept, ruling, take }: Props) {
  const t = useTranslations("control.triage");
  const words = useWords();
  if (kept === null) return null;
  const agreed = agrees(ruling, kept);
  return (
    <section className="proposals" aria-labelledby="proposals-title" data-testid="proposals">
      <h3 id="proposals-title">{kept.proposedAt === null ? t("now") : t("title")}</h3>
      <NotRepairLine kept={kept} />
      {kept.faults.length === 0 && <p>{t("none")}</p>}
      <ul>
        {kept.faults.map((proposal) => {
          const { faultCode, urgency, scope } = proposal;
          const taken =
            ruling.faultCode === faultCode && ruling.urgency === urgency && ruling.scope === scope;
          return (
            <li key={faultCode} data-fault={faultCode} data-taken={taken}>
              <ProposalLine proposal={proposal} kept={kept} />
              <button
                type="button"
                className="control-button"
                aria-pressed={taken}
                aria-label={`${t("take")} ${words.fault(faultCode)}`}
                onClick={() => take({ faultCode, urgency, scope })}
              >
                {t("take")}
              </button>
            </li>
          );
        })}
      </ul>
      {kept.faults.length > 0 && (
        <p role="status" data-testid="agreement" data-agreed={agreed}>
          {agreed ? t("agree") : t("overrule")}
        </p>
      )}
    </section>
  );
}
