"use client";
import { useTranslations } from "use-intl";
import type { FaultProposal } from "#app/_triage/useProposal.ts";
import { useWhyWords } from "#app/_triage/useWhyWords.ts";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { useWords } from "./useWords.ts";

/** One proposal: what, how urgent, how far it reaches, how sure, and why. */
export function ProposalLine({ proposal }: { proposal: FaultProposal }) {
  const t = useTranslations("control");
  const words = useWords();
  const why = useWhyWords()(proposal.why);
  return (
    <span className="proposal">
      <span className="proposal-what">
        <Urgency level={proposal.urgency} size={16} />
        <strong>{words.fault(proposal.faultCode)}</strong>
        <span>{t(`triage.scopes.${proposal.scope}`)}</span>
        <span>{t("triage.confidence", { percent: Math.round(proposal.confidence * 100) })}</span>
      </span>
      {why && <small>{why}</small>}
    </span>
  );
}
