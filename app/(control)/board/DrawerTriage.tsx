"use client";
import { useTranslations } from "use-intl";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { NotRepairLine } from "./NotRepairLine.tsx";
import { ProposalLine } from "./ProposalLine.tsx";
import { type Kept, useKept } from "./useKept.ts";
import { useWords } from "./useWords.ts";

/** What the system proposed for this job, why, and whether the desk agreed. */
export function DrawerTriage({ ticket }: { ticket: Ticket }) {
  const t = useTranslations("control.triage");
  const kept = useKept(ticket.id, ticket.version);
  if (kept === null) return null;
  const [first] = kept.faults;
  return (
    <section data-testid="drawer-triage">
      <h3>{kept.proposedAt === null ? t("now") : t("proposed")}</h3>
      {first ? <ProposalLine proposal={first} kept={kept} /> : <p className="drawer-faint">{t("none")}</p>}
      <NotRepairLine kept={kept} />
      <Ruling kept={kept} />
    </section>
  );
}

function Ruling({ kept }: { kept: Kept }) {
  const t = useTranslations("control");
  const words = useWords();
  if (kept.decided === null) return <p className="drawer-faint">{t("triage.undecided")}</p>;
  const { agreed, by, faultCode, scope } = kept.decided;
  const name = by === null ? t("event.system") : words.person(by);
  const ruled = [faultCode && words.fault(faultCode), scope && t(`triage.scopes.${scope}`)];
  return (
    <p className="drawer-faint" data-testid="triage-ruling" data-agreed={agreed}>
      {agreed ? t("triage.decidedAgreed", { name }) : t("triage.decidedOverruled", { name })}
      {!agreed && ruled.some(Boolean) && ` · ${ruled.filter(Boolean).join(" · ")}`}
    </p>
  );
}
