"use client";
import { useTranslations } from "use-intl";
import type { Proposal } from "#app/_triage/useProposal.ts";
import type { Line } from "./Dangers.tsx";
import { phoneWords } from "./phoneWords.ts";

/** Surer than this a text has to be no repair before anybody is told so. */
const sure = 0.12;

/** Says kindly what is better when the words are no repair, and that they may be sent all the same. */
export function NotRepair({ proposal, hotline }: { proposal: Proposal | null; hotline: Line | undefined }) {
  const t = useTranslations("shared.triage");
  const calls = useTranslations("portal");
  const other = proposal !== null && proposal.kind !== "repair" && proposal.kindConfidence >= sure;
  return (
    <div role="status">
      {other && (
        <div className="portal-note" data-testid="not-repair" data-kind={proposal.kind}>
          <p>{t(`notRepair.${proposal.kind}`)}</p>
          {hotline && proposal.kind !== "nothing" && proposal.kind !== "thanks" && (
            <a className="portal-button" href={`tel:${hotline.number}`}>
              {calls("call", { number: phoneWords(hotline.number) })}
            </a>
          )}
          {proposal.kind !== "nothing" && <p className="portal-aside">{t("stillSend")}</p>}
        </div>
      )}
    </div>
  );
}
