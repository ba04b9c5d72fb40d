"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { visitSeen } from "#app/_visit/seen.ts";
import type { Window } from "#server/domain/appointment/slots.ts";
import { declineReasons, pauseReasons } from "#server/domain/ticket/ticket.ts";
import type { Kept } from "../../_outbox/kept.ts";
import { mend } from "../../_outbox/outbox.ts";
import { useStock } from "../../_stock/useStock.ts";
import type { Detail } from "./detail.ts";
import { NoAccess } from "./NoAccess.tsx";
import { OfferTimes } from "./OfferTimes.tsx";
import { owedBy } from "./parts/owed.ts";
import { PartsForm } from "./parts/PartsForm.tsx";
import { ReserveForm } from "./parts/ReserveForm.tsx";
import { useTicketParts } from "./parts/useTicketParts.ts";
import { useUsed } from "./parts/useUsed.ts";
import { ReasonForm } from "./ReasonForm.tsx";
import type { Steps } from "./useSteps.ts";

type Props = { mine: Kept; detail: Detail; personId: string; steps: Steps; close(): void };

/** A refused step in the form in which it was said, with what was said in it; sent, it goes in its own place. */
export function Mend({ mine, detail, personId, steps, close }: Props) {
  const { step } = mine;
  const stock = useStock(personId, detail.site.id);
  switch (step.verb) {
    case "pause":
      return (
        <ReasonForm
          verb="pause"
          reasons={pauseReasons}
          steps={steps}
          of={{ personId, siteId: detail.site.id, timeZone: detail.site.timeZone }}
          mending={{ mine, close }}
        />
      );
    case "decline":
      return <ReasonForm verb="decline" reasons={declineReasons} steps={steps} mending={{ mine, close }} />;
    case "noAccess":
      return <NoAccess detail={detail} personId={personId} steps={steps} mending={{ mine, close }} />;
    case "offerTimes":
    case "fixTime":
      return <MendTimes mine={mine} detail={detail} personId={personId} steps={steps} close={close} />;
    case "reserve":
      return <ReserveForm stock={stock} steps={steps} close={close} mending={mine} />;
    case "use":
    case "quote":
      return <MendParts mine={mine} detail={detail} personId={personId} steps={steps} close={close} />;
    default:
      return null;
  }
}

function MendParts({ mine, detail, personId, steps, close }: Props) {
  const { ticket, site } = detail;
  const stock = useStock(personId, site.id);
  const { answer } = useTicketParts(personId, ticket.id, ticket.version, "");
  const used = useUsed({ ticketId: ticket.id, stock, charges: answer?.parts.charges ?? [] });
  return (
    <PartsForm
      first={mine.step.verb === "use" ? "use" : "ask"}
      stock={stock}
      {...owedBy(detail, answer, used)}
      steps={steps}
      close={close}
      mending={mine}
    />
  );
}

/** Other times in the place of those that could not be had; he has seen now what stands at the office. */
function MendTimes({ mine, detail, personId, close }: Props) {
  const t = useTranslations("field.told");
  const [trouble, setTrouble] = useState("");
  const { step, told } = mine;
  if (step.verb !== "offerTimes" && step.verb !== "fixTime") return null;
  const { ticketId, doneAt } = step;
  const seen = told?.code === "STALE" ? visitSeen(told) : step.seen;
  async function put(changed: Kept["step"]) {
    try {
      await mend(mine.key, detail.ticket.version, { step: changed, pictures: [] });
      close();
    } catch {
      setTrouble(t("noRoom"));
    }
  }
  const base = { ticketId, doneAt, ...(seen && { seen }) };
  return (
    <OfferTimes
      detail={detail}
      personId={personId}
      ahead={false}
      before={step.verb === "offerTimes" ? step.windows : [step.window]}
      trouble={trouble}
      offer={(windows: Window[]) => void put({ verb: "offerTimes", windows, ...base })}
      fix={(window: Window) => void put({ verb: "fixTime", window, ...base })}
      close={close}
    />
  );
}
