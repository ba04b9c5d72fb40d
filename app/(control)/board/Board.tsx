"use client";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useFreshness } from "#app/_live/connection.ts";
import type { Outputs } from "#app/_trpc/client.ts";
import { policy } from "#server/domain/access/policy.ts";
import { AlarmStrip } from "./AlarmStrip.tsx";
import { Announcer } from "./Announcer.tsx";
import { BoardFooter } from "./BoardFooter.tsx";
import { BoardHeader } from "./BoardHeader.tsx";
import type { BoardSnapshot, Filter } from "./BoardStore.ts";
import { BoardTabs, type Tab } from "./BoardTabs.tsx";
import { Drawer } from "./Drawer.tsx";
import { type Ask, type Desk, DeskContext, type Me } from "./desk.ts";
import { keepEnter } from "./earlyEnter.ts";
import { readFilter, writeFilter } from "./filterTickets.ts";
import { HelpSheet } from "./HelpSheet.tsx";
import { IncidentDrawer } from "./incident/IncidentDrawer.tsx";
import { IncidentSheet } from "./incident/IncidentSheet.tsx";
import { type IncidentAsk, IncidentContext, type IncidentRoom } from "./incident/room.ts";
import { useIncidents } from "./incident/useIncidents.ts";
import { usePicked } from "./incident/usePicked.ts";
import { Lanes } from "./Lanes.tsx";
import { LoadNotice } from "./LoadNotice.tsx";
import { OfflineBanner } from "./OfflineBanner.tsx";
import { PlanSheet } from "./PlanSheet.tsx";
import { Queue, type QueueHandle } from "./Queue.tsx";
import { TicketSheet } from "./TicketSheet.tsx";
import { Toasts, useToasts } from "./Toasts.tsx";
import { useAddress } from "./useAddress.ts";
import { useBoardStore } from "./useBoardStore.ts";
import { useDragToLane } from "./useDragToLane.ts";
import { useKeys } from "./useKeys.ts";
import { useLinked } from "./useLinked.ts";

type Props = {
  first: BoardSnapshot;
  alarms: Outputs["alarm"]["list"];
  catalogue: Outputs["catalogue"]["get"];
  me: Me;
  query: Record<string, string>;
};

/** The control room: what waits on the left, who is there in the middle, one job on the right. */
export function Board({ first, alarms, catalogue, me, query }: Props) {
  const t = useTranslations("control");
  const faults = useMemo(() => new Map(catalogue.faults.map((f) => [f.code, f])), [catalogue]);
  const [filter, setFilterState] = useState<Filter>(() => readFilter(new URLSearchParams(query)));
  const { store, technicians, loading, more } = useBoardStore(first, faults, filter);
  const address = useAddress(query.ticket ?? null);
  const [asked, setAsked] = useState<{ what: Ask; ticketId: string } | null>(null);
  const opened = useAddress(query.incident ?? null, "incident");
  const running = useIncidents(store);
  const picked = usePicked(store);
  const [askedOf, setAskedOf] = useState<IncidentAsk | null>(null);
  const [help, setHelp] = useState(false);
  const [planning, setPlanning] = useState(false);
  const [tab, setTab] = useState<Tab>("queue");
  const toasts = useToasts();
  const freshness = useFreshness();
  const linked = useLinked(freshness);
  const queue = useRef<QueueHandle>(null);
  const finder = useRef<HTMLInputElement>(null);

  const setFilter = useCallback(
    (wanted: Filter) => {
      setFilterState(wanted);
      store.filter(wanted);
      address.replace((parts) => writeFilter(parts, wanted));
    },
    [store, address.replace],
  );
  const byId = useMemo(() => new Map(technicians.map((who) => [who.id, who])), [technicians]);
  const sites = useMemo(() => new Map(first.sites.map((site) => [site.id, site])), [first]);
  const ask = useCallback((what: Ask, ticketId: string) => setAsked({ what, ticketId }), []);
  const openTicket = useCallback(
    (id: string | null) => {
      if (id !== null) opened.open(null);
      address.open(id);
    },
    [address.open, opened.open],
  );
  const openIncident = useCallback(
    (id: string | null) => {
      if (id !== null) address.open(null);
      opened.open(id);
    },
    [address.open, opened.open],
  );
  const desk = useMemo<Desk>(
    () => ({
      store,
      technicians: byId,
      faults,
      sites,
      me,
      may: (operation) => me.roles.some((role) => policy[operation][role] !== "no"),
      linked,
      filter,
      setFilter,
      open: openTicket,
      ask,
      say: toasts.say,
      sendAway: (id) => store.sendAway(id),
    }),
    [store, byId, faults, sites, me, linked, filter, setFilter, openTicket, ask, toasts.say],
  );
  const { incidents, proposals, revision, again } = running;
  const room = useMemo<IncidentRoom>(
    () => ({
      incidents,
      proposals,
      revision,
      picked,
      openedId: opened.ticketId,
      open: openIncident,
      ask: setAskedOf,
      again,
    }),
    [incidents, proposals, revision, again, picked, opened.ticketId, openIncident],
  );
  const drag = useDragToLane(desk);
  const sheetOpen = asked !== null || askedOf !== null || help || planning;
  const close = useCallback(() => {
    setAsked(null);
    setAskedOf(null);
    setHelp(false);
    setPlanning(false);
    requestAnimationFrame(() => queue.current?.focus());
  }, []);

  const move = (by: number) => (event: KeyboardEvent) => {
    event.preventDefault();
    setTab("queue");
    const next = queue.current?.move(by);
    if (next && address.ticketId !== null) openTicket(next);
  };
  useKeys(
    {
      j: move(1),
      arrowdown: move(1),
      k: move(-1),
      arrowup: move(-1),
      home: move(Number.NEGATIVE_INFINITY),
      end: move(Number.POSITIVE_INFINITY),
      a: (event) => {
        const id = queue.current?.current() ?? address.ticketId;
        if (!id || !desk.may("ticket.assign")) return;
        event.preventDefault();
        keepEnter();
        ask("assign", id);
      },
      enter: (event) => {
        const within = event.target instanceof HTMLElement && event.target.closest("button,a,summary");
        const id = queue.current?.current();
        if (within || !id) return;
        event.preventDefault();
        openTicket(id);
      },
      " ": (event) => {
        const face = event.target instanceof HTMLElement && event.target.closest(".queue .card-face");
        const id = queue.current?.current();
        if (!face || !id || !desk.may("incident.open")) return;
        event.preventDefault();
        picked.toggle(id);
      },
      i: (event) => {
        if (picked.ids.size === 0 || !desk.may("incident.open")) return;
        event.preventDefault();
        setAskedOf({ what: "make", ticketIds: [...picked.ids] });
      },
      escape: () => {
        if (address.ticketId !== null) address.open(null);
        else if (opened.ticketId !== null) opened.open(null);
        else picked.clear();
        queue.current?.focus();
      },
      "/": (event) => {
        event.preventDefault();
        setTab("queue");
        requestAnimationFrame(() => finder.current?.select());
      },
      p: () => desk.may("dispatch.propose") && setPlanning(true),
      "?": () => setHelp(true),
      n: () => location.assign("/hotline"),
    },
    sheetOpen,
  );

  return (
    <DeskContext value={desk}>
      <IncidentContext value={room}>
        <div
          id="control-room"
          className="control"
          data-testid="board"
          data-loading={loading}
          data-linked={linked}
          data-tab={tab}
          data-drawer={address.ticketId !== null || opened.ticketId !== null}
        >
          <BoardHeader freshness={freshness} technicians={technicians} plan={() => setPlanning(true)} />
          <AlarmStrip first={alarms} asleep={sheetOpen} />
          <OfflineBanner linked={linked} freshness={freshness} />
          <LoadNotice loading={loading} shown={first.tickets.length} more={more} />
          <main className="control-main">
            <h1 className="visually-hidden">{t("title")}</h1>
            <BoardTabs tab={tab} setTab={setTab} people={technicians.length} />
            <Queue
              ref={queue}
              finder={finder}
              busy={sheetOpen || drag.ticketId !== null}
              openedId={address.ticketId}
            />
            <Lanes technicians={technicians} drag={drag} openedId={address.ticketId} />
            {address.ticketId !== null && <Drawer key={address.ticketId} ticketId={address.ticketId} />}
            {address.ticketId === null && opened.ticketId !== null && (
              <IncidentDrawer key={opened.ticketId} incidentId={opened.ticketId} />
            )}
          </main>
          <BoardFooter showHelp={() => setHelp(true)} />
          {asked && <TicketSheet what={asked.what} ticketId={asked.ticketId} close={close} />}
          {askedOf && <IncidentSheet asked={askedOf} close={close} />}
          {help && <HelpSheet close={close} />}
          {planning && <PlanSheet close={close} />}
          <Toasts toasts={toasts} />
          <Announcer />
        </div>
      </IncidentContext>
    </DeskContext>
  );
}
