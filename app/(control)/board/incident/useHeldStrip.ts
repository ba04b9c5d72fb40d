"use client";
import { useRef } from "react";
import type { QueueView } from "../BoardStore.ts";
import { useDesk } from "../desk.ts";
import { asks } from "../filterTickets.ts";
import { useHeldIds } from "../useHeldIds.ts";
import { useIncidentRoom } from "./room.ts";
import type { Incident, Proposal } from "./useIncidents.ts";

export type Strip = { running: Incident[]; proposed: Proposal[] };

export function proposalKey(proposal: Proposal): string {
  return proposal.tickets[0]!.ticketId;
}

/**
 * The incidents above the queue. They lie between its urgent and its other cards, so while somebody is at the queue none
 * is added or taken away; each still says what is true of it now. What the person made or answered himself is at once so.
 */
export function useHeldStrip({ held, lets }: QueueView): Strip & { waiting: number } {
  const { filter } = useDesk();
  const { incidents, proposals, own } = useIncidentRoom();
  const here = (siteId: string) => asks(filter.siteIds, siteId);
  const asked = [lets, own, filter];
  const running = useHeldRows(
    incidents.filter((each) => here(each.siteId)),
    (each) => each.id,
    held,
    asked,
  );
  const proposed = useHeldRows(
    proposals.filter((each) => here(each.siteId)),
    proposalKey,
    held,
    asked,
  );
  return { running: running.rows, proposed: proposed.rows, waiting: running.waiting + proposed.waiting };
}

function useHeldRows<Row>(
  current: Row[],
  keyOf: (row: Row) => string,
  held: boolean,
  asked: readonly unknown[],
) {
  const known = useRef(new Map<string, Row>());
  const { ids, waiting } = useHeldIds(current.map(keyOf), held, asked);
  if (!held) known.current.clear();
  for (const row of current) known.current.set(keyOf(row), row);
  return { rows: ids.flatMap((id) => known.current.get(id) ?? []), waiting };
}
