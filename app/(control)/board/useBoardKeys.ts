"use client";
import { type RefObject, useEffect } from "react";
import { next } from "#server/domain/ticket/lifecycle.ts";
import { isUnassigned } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { Ask, Desk } from "./desk.ts";
import { attachable } from "./drop.ts";
import { keepEnter } from "./earlyEnter.ts";
import { focusedElsewhere, lostJob, watchFocus } from "./focusedJob.ts";
import type { IncidentAsk, IncidentRoom } from "./incident/room.ts";
import type { QueueHandle } from "./Queue.tsx";
import { jobAwaited } from "./sendFocus.ts";
import { useKeys } from "./useKeys.ts";
import type { View } from "./views/view.ts";

type Given = {
  desk: Desk;
  room: IncidentRoom;
  /** The list that is walked through, and the queue that cards are picked in. */
  jobs: RefObject<QueueHandle | null>;
  queue: RefObject<QueueHandle | null>;
  finder: RefObject<HTMLInputElement | null>;
  openedId: string | null;
  /** The job that an action is about. */
  subject(): string | null;
  /** Says of a job that waits no more who has it. */
  gone(ticket: Ticket | undefined): void;
  /** Before the list is walked through it has to be in sight. */
  toJobs(): void;
  /** Asks about incidents in a sheet; the focus comes back to where it was. */
  askOf(ask: IncidentAsk): void;
  plan(): void;
  help(): void;
  showView(view: View): void;
  asleep: boolean;
};

/** What each single key does at the board, here and now. */
export function useBoardKeys({ desk, room, jobs, queue, finder, openedId, subject, ...its }: Given): void {
  const { store, may } = desk;
  const { incidents, picked } = room;
  useEffect(watchFocus, []);
  const move = (by: number) => (event?: KeyboardEvent) => {
    event?.preventDefault();
    its.toJobs();
    const to = jobs.current?.move(by);
    if (to && openedId !== null) desk.open(to);
  };
  const asking = (what: Ask) => (event?: KeyboardEvent) => {
    const ticket = store.ticket(subject() ?? "");
    if (!ticket || !may(`ticket.${what}`) || next(ticket, what) === null) return;
    event?.preventDefault();
    desk.ask(what, ticket.id);
  };
  useKeys(
    {
      down: move(1),
      up: move(-1),
      first: move(Number.NEGATIVE_INFINITY),
      last: move(Number.POSITIVE_INFINITY),
      assign: (event) => {
        const waits = (id: string | null | undefined) => {
          const ticket = store.ticket(id ?? "");
          return ticket && isUnassigned(ticket) ? ticket.id : null;
        };
        const elsewhere = focusedElsewhere() !== null || lostJob() !== null;
        // Of the queue the next one will do where the last was sent away here; of a job elsewhere only itself.
        const id = waits(subject()) ?? (elsewhere ? null : waits(jobs.current?.current()));
        if (!may("ticket.assign")) return;
        event?.preventDefault();
        if (id === null) return its.gone(store.ticket(subject() ?? ""));
        keepEnter();
        desk.ask("assign", id);
      },
      endPause: asking("endPause"),
      transfer: asking("transfer"),
      withdraw: asking("withdraw"),
      triage: asking("triage"),
      merge: asking("merge"),
      attach:
        incidents.some((one) => one.status === "open") && may("incident.attach")
          ? (event) => {
              const ticketIds = picked.ids.size > 0 ? [...picked.ids] : [subject() ?? ""];
              const all = ticketIds.map((id) => store.ticket(id));
              if (!incidents.some((one) => all.every((each) => attachable(each, one)))) return;
              event?.preventDefault();
              its.askOf({ what: "attach", ticketIds });
            }
          : undefined,
      cancel: asking("cancel"),
      turnDown: asking("turnDown"),
      open: (event) => {
        const within = event?.target instanceof HTMLElement && event.target.closest("button,a,summary");
        const id = jobAwaited() ?? jobs.current?.current();
        if (within || !id) return;
        event?.preventDefault();
        desk.open(id);
      },
      pick: (event) => {
        const face = event?.target instanceof HTMLElement && event.target.closest(".queue .card-face");
        const id = queue.current?.current();
        if (!face || !id || !may("incident.open")) return;
        event?.preventDefault();
        picked.toggle(id);
      },
      incident: !may("incident.open")
        ? undefined
        : (event) => {
            const one = store.ticket(subject() ?? "");
            const alone = one && one.incidentId == null && isUnassigned(one) ? [one.id] : [];
            const ticketIds = picked.ids.size > 0 ? [...picked.ids] : alone;
            if (ticketIds.length === 0) return;
            event?.preventDefault();
            its.askOf({ what: "make", ticketIds });
          },
      back: () => {
        if (openedId !== null) desk.open(null);
        else if (room.openedId !== null) room.open(null);
        else picked.clear();
        jobs.current?.focus();
      },
      find: (event) => {
        const go = () => {
          finder.current?.focus();
          finder.current?.select();
        };
        // By its key at once, or what is typed next would be heard as keys; from the palette once that has let go.
        if (event === undefined) return void requestAnimationFrame(go);
        event.preventDefault();
        go();
      },
      plan: may("dispatch.propose") ? its.plan : undefined,
      help: its.help,
      hotline: () => location.assign("/hotline"),
      lanes: () => its.showView("lanes"),
      list: () => its.showView("list"),
      timeline: () => its.showView("timeline"),
      grounds: () => its.showView("plan"),
    },
    its.asleep,
  );
}
