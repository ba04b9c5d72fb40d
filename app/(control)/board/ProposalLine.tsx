"use client";
import { useTranslations } from "use-intl";
import type { FaultProposal } from "#app/_triage/useProposal.ts";
import { useWhyWords } from "#app/_triage/useWhyWords.ts";
import { Urgency } from "#app/_ui/Urgency.tsx";
import type { Kept } from "./useKept.ts";
import { useWords } from "./useWords.ts";

/** One proposal: what and whose trade, how urgent, how far it reaches, how sure, and why. */
export function ProposalLine({ proposal, kept }: { proposal: FaultProposal; kept: Kept }) {
  const t = useTranslations("control");
  const words = useWords();
  const why = useWhyWords()(proposal.why);
  const category = kept.categories.find(({ code }) => code === proposal.categoryCode);
  const skillKey = `skill.${proposal.skill}` as "skill.plumbing";
  const skill = t.has(skillKey) ? t(skillKey) : proposal.skill;
  return (
    <span className="proposal">
      <span className="proposal-what">
        <Urgency level={proposal.urgency} size={16} />
        <strong>{words.fault(proposal.faultCode)}</strong>
        {category && <span>{words.zh ? category.nameZh : category.nameEn}</span>}
        <span>{skill}</span>
        <span>{t(`triage.scopes.${proposal.scope}`)}</span>
        <span>{t("triage.confidence", { percent: Math.round(proposal.confidence * 100) })}</span>
      </span>
      {why && <small>{why}</small>}
    </span>
  );
}
