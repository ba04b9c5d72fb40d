"use client";
import { useSyncExternalStore } from "react";
import type { Outputs } from "#app/_trpc/client.ts";
import { useDesk } from "../desk.ts";
import type { ListView, TicketList } from "./TicketList.ts";
import type { View } from "./view.ts";

export type Category = Outputs["catalogue"]["get"]["categories"][number];

/** What the board's views share besides the desk. */
export type Viewing = {
  view: View;
  show(view: View): void;
  list: TicketList;
  categories: readonly Category[];
  /** The day that the timeline shows; null is today. */
  day: string | null;
  setDay(day: string | null): void;
  /** Lanes of states instead of technicians. */
  byState: boolean;
  setByState(byState: boolean): void;
};

export function useViewing(): Viewing {
  return useDesk().viewing;
}

export function useTicketList(list: TicketList): ListView {
  return useSyncExternalStore(list.watch, list.view, list.view);
}
