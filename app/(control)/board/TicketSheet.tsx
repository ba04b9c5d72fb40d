"use client";
import { useState } from "react";
import { AssignSheet } from "./AssignSheet.tsx";
import { type Asked, type Given, useDesk } from "./desk.ts";
import { EndSheet } from "./EndSheet.tsx";
import { TransferSheet } from "./TransferSheet.tsx";
import { TriageSheet } from "./TriageSheet.tsx";

type Props = { what: Asked; ticketId: string; given: Given; close(): void };

/** The sheet for one command on one ticket, as the ticket was when the person asked for it. */
export function TicketSheet({ what, ticketId, given, close }: Props) {
  const { store } = useDesk();
  const [seen] = useState(() => store.ticket(ticketId));
  if (!seen) return null;
  if (what === "assign") return <AssignSheet seen={seen} toId={given.to} close={close} />;
  if (what === "transfer") return <TransferSheet seen={seen} given={given} close={close} />;
  if (what === "triage") return <TriageSheet seen={seen} close={close} />;
  return <EndSheet what={what} seen={seen} close={close} />;
}
