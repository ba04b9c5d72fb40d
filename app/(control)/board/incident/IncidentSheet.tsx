"use client";
import { AttachSheet } from "./AttachSheet.tsx";
import { DoubleSheet } from "./DoubleSheet.tsx";
import { MakeSheet } from "./MakeSheet.tsx";
import { MergeSheet } from "./MergeSheet.tsx";
import { PlanSheet } from "./PlanSheet.tsx";
import type { IncidentAsk } from "./room.ts";
import { WriteSheet } from "./WriteSheet.tsx";

export function IncidentSheet({ asked, close }: { asked: IncidentAsk; close(): void }) {
  if (asked.what === "make") return <MakeSheet ticketIds={asked.ticketIds} close={close} />;
  if (asked.what === "double")
    return <DoubleSheet ticketIds={asked.ticketIds} refused={asked.refused} close={close} />;
  if (asked.what === "attach")
    return <AttachSheet ticketIds={asked.ticketIds} incidentId={asked.incidentId} close={close} />;
  if (asked.what === "plan") return <PlanSheet close={close} />;
  if (asked.what === "merge") return <MergeSheet incident={asked.incident} close={close} />;
  return <WriteSheet what={asked.what} incident={asked.incident} close={close} />;
}
