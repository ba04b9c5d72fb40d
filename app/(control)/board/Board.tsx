"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useFreshness } from "#app/_live/connection.ts";
import type { Outputs } from "#app/_trpc/client.ts";
import { policy } from "#server/domain/access/policy.ts";
import { AlarmStrip } from "./AlarmStrip.tsx";
import { Announcer } from "./Announcer.tsx";
import { AwayContext, useAway } from "./away.ts";
import { BoardFooter } from "./BoardFooter.tsx";
import { BoardHeader } from "./BoardHeader.tsx";
import type { BoardSnapshot } from "./BoardStore.ts";
import { BoardTabs, type Tab } from "./BoardTabs.tsx";
import { Drawer } from "./Drawer.tsx";
import { type Ask, type Asked, type Desk, DeskContext, type Given, type Me } from "./desk.ts";
import { FacesContext, useFacesStore } from "./faces/faces.ts";
import { useLook } from "./faces/useLook.ts";
import { drawnAgain, focusDrawer, focusedElsewhere, focusedJob } from "./focusedJob.ts";
import { HelpSheet } from "./HelpSheet.tsx";
import { IncidentDrawer } from "./incident/IncidentDrawer.tsx";
import { IncidentSheet } from "./incident/IncidentSheet.tsx";
import { type IncidentAsk, IncidentContext, type IncidentRoom } from "./incident/room.ts";
import { type Running, useIncidents } from "./incident/useIncidents.ts";
import { usePicked } from "./incident/usePicked.ts";
import { LaneHold } from "./LaneHold.ts";
import { LoadNotice } from "./LoadNotice.tsx";
import { MarksContext, useMarks } from "./marks.ts";
import { OfflineBanner } from "./OfflineBanner.tsx";
import { OffersContext, useOffers } from "./offers.ts";
import { PartsNews } from "./PartsNews.tsx";
import { PlanSheet } from "./PlanSheet.tsx";
import { Palette } from "./palette/Palette.tsx";
import { usePaletteKey } from "./palette/usePaletteKey.ts";
import { Queue, type QueueHandle } from "./Queue.tsx";
import { unlessTyping } from "./sendFocus.ts";
import { TicketSheet } from "./TicketSheet.tsx";
import { Toasts, useToasts } from "./Toasts.tsx";
import { UndoBar } from "./UndoBar.tsx";
import { useDeeds } from "./undoable.ts";
import { useAddress } from "./useAddress.ts";
import { useBoardKeys } from "./useBoardKeys.ts";
import { useBoardStore } from "./useBoardStore.ts";
import { useDrag } from "./useDrag.ts";
import { useEndPause } from "./useEndPause.ts";
import { useFilter } from "./useFilter.ts";
import { useLinked } from "./useLinked.ts";
import { useNoFieldUndo } from "./useNoFieldUndo.ts";
import { useReporters } from "./useReporters.ts";
import { useWordsOf } from "./useWords.ts";
import { BoardView } from "./views/BoardView.tsx";
import { FilterBar } from "./views/FilterBar.tsx";
import { SavedViews } from "./views/SavedViews.tsx";
import { type SavedView, useSavedViews } from "./views/useSavedViews.ts";
import { useViews } from "./views/useViews.ts";
import { ViewTabs } from "./views/ViewTabs.tsx";
import type { View } from "./views/view.ts";

type Props = {
  first: BoardSnapshot;
  running: Running | null;
  alarms: Outputs["alarm"]["list"];
  catalogue: Outputs["catalogue"]["get"];
  me: Me;
  saved: SavedView[];
  query: Record<string, string>;
};

/** The control room: what waits on the left, who is there in the middle, one job on the right. */
export function Board({ first, running: firstRunning, alarms, catalogue, me, saved, query }: Props) {
  const t = useTranslations("control");
  const faults = useMemo(() => new Map(catalogue.faults.map((f) => [f.code, f])), [catalogue]);
  const sites = useMemo(() => new Map(first.sites.map((site) => [site.id, site])), [first]);
  const address = useAddress(query.ticket ?? null);
  const { filter: wanted, setFilter } = useFilter(query, sites, address.replace);
  const reporters = useReporters(wanted.text);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same filter lets others through after an answer
  const filter = useMemo(() => ({ ...wanted }), [wanted, reporters.turn]);
  const { store, technicians, loading, more } = useBoardStore(first, faults, filter, reporters.reported);
  const offers = useOffers(store);
  const absent = useAway(store);
  const marks = useMarks(store);
  const [asked, setAsked] = useState<{
    what: Asked;
    ticketId: string;
    given: Given;
  } | null>(null);
  const opened = useAddress(query.incident ?? null, "incident");
  const running = useIncidents(store, firstRunning);
  const picked = usePicked(store);
  const [askedOf, setAskedOf] = useState<IncidentAsk | null>(null);
  const [help, setHelp] = useState(false);
  /** The job that the palette is about; undefined while it is closed. */
  const [palette, setPalette] = useState<string | null | undefined>(undefined);
  const [merging, setMerging] = useState(false);
  const [planning, setPlanning] = useState(false);
  const [tab, setTab] = useState<Tab>(query.view === undefined ? "queue" : "lanes");
  const toasts = useToasts();
  const faces = useFacesStore(me.personId ?? "");
  const looksAt = asked?.ticketId ?? (merging ? palette : null) ?? address.ticketId;
  useLook(looksAt, looksAt === null ? null : (store.ticket(looksAt)?.siteId ?? null));
  const [lanes] = useState(() => new LaneHold());
  const kept = useSavedViews(saved);
  const deeds = useDeeds(me.personId ?? "");
  const freshness = useFreshness();
  const linked = useLinked(freshness);
  const queue = useRef<QueueHandle>(null);
  const finder = useRef<HTMLInputElement>(null);

  const byId = useMemo(() => new Map(technicians.map((who) => [who.id, who])), [technicians]);
  const names = useWordsOf({ faults, sites, technicians: byId });
  const viewing = useViews({
    store,
    filter,
    names,
    categories: catalogue.categories,
    query,
    reportedAgain: reporters.again,
  });
  const { view } = viewing;
  const table = useRef<QueueHandle>(null);
  /** Where the keys for moving and acting go. */
  const jobs = view === "list" ? table : queue;
  const [keeping, setKeeping] = useState(false);
  /** Where a sheet was asked for: a job in a lane, a day or the plan, to which the focus goes back. */
  const from = useRef<HTMLElement | null>(null);
  const goOn = useRef<(ticketId: string) => void>(() => {});
  const ask = useCallback((what: Ask, ticketId: string, given: Given = {}) => {
    // Nothing is to be said about it: it is done, and can be taken back.
    if (what === "endPause") return goOn.current(ticketId);
    from.current = focusedElsewhere();
    // Which one it is a duplicate of is found by typing.
    if (what === "merge") {
      setMerging(true);
      setPalette(ticketId);
    } else setAsked({ what, ticketId, given });
  }, []);
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
      did: deeds.did,
      sendAway: (id) => {
        store.sendAway(id);
        lanes.own(id);
      },
      viewing,
    }),
    [
      store,
      byId,
      faults,
      sites,
      me,
      linked,
      filter,
      setFilter,
      openTicket,
      ask,
      toasts.say,
      deeds.did,
      viewing,
      lanes,
    ],
  );
  goOn.current = useEndPause(desk);
  const { incidents, proposals, revision, own, again } = running;
  const room = useMemo<IncidentRoom>(
    () => ({
      incidents,
      proposals,
      revision,
      own,
      picked,
      openedId: opened.ticketId,
      open: openIncident,
      ask: setAskedOf,
      again,
    }),
    [incidents, proposals, revision, own, again, picked, opened.ticketId, openIncident],
  );
  const drag = useDrag(desk, room);
  const sheetOpen =
    asked !== null || askedOf !== null || help || planning || keeping || palette !== undefined;
  const close = useCallback(() => {
    setAsked(null);
    setAskedOf(null);
    setHelp(false);
    setPlanning(false);
    setPalette(undefined);
    setMerging(false);
    const asked = from.current;
    from.current = null;
    const ofAnother = address.ticketId !== null && jobs.current?.current() !== address.ticketId;
    unlessTyping(() => {
      // The job that it was about may be in another lane by now.
      const back = asked === null || asked.isConnected ? asked : drawnAgain(asked);
      if (back) back.focus();
      else if (ofAnother) focusDrawer();
      else jobs.current?.focus();
    });
  }, [jobs, address.ticketId]);
  useEffect(() => {
    const focused = focusedJob();
    if (address.ticketId !== null && focused !== null && focused !== address.ticketId) focusDrawer();
  }, [address.ticketId]);

  const showView = (to: View) => {
    viewing.show(to);
    setTab("lanes");
  };
  const showTab = (to: Tab) => {
    if (to === "queue" && view === "list") viewing.show("lanes");
    setTab(to);
  };
  /** The job that an action is about: the one that has the focus, else the opened one, else the selected one. */
  const subject = () => focusedJob() ?? address.ticketId ?? jobs.current?.current() ?? null;
  useBoardKeys({
    desk,
    room,
    jobs,
    queue,
    finder,
    openedId: address.ticketId,
    subject,
    gone: (ticket) => {
      if (ticket === undefined) return;
      const { number, technicianId } = ticket;
      const words =
        technicianId === null
          ? names.status(ticket)
          : t("queue.gone", { name: names.technician(technicianId) });
      desk.say({ tone: "refused", title: t("queue.waitsNoMore", { number }), words });
    },
    toJobs: () => view !== "list" && setTab("queue"),
    askOf: (wanted) => {
      from.current = focusedElsewhere();
      setAskedOf(wanted);
    },
    plan: () => setPlanning(true),
    help: () => setHelp(true),
    showView,
    asleep: sheetOpen,
  });
  usePaletteKey((event) => {
    if (sheetOpen && palette === undefined) return;
    event.preventDefault();
    if (palette === undefined) {
      from.current = focusedElsewhere();
      setPalette(subject());
    } else close();
  });
  useNoFieldUndo();

  return (
    <DeskContext value={desk}>
      <AwayContext value={absent}>
        <MarksContext value={marks}>
          <FacesContext value={faces}>
            <IncidentContext value={room}>
              <div
                id="control-room"
                className="control"
                data-testid="board"
                data-loading={loading}
                data-linked={linked}
                data-tab={view === "list" ? "lanes" : tab}
                data-view={view}
                data-drawer={address.ticketId !== null || opened.ticketId !== null}
              >
                <BoardHeader freshness={freshness} technicians={technicians} plan={() => setPlanning(true)} />
                <AlarmStrip first={alarms} asleep={sheetOpen} />
                <OfflineBanner linked={linked} freshness={freshness} />
                <LoadNotice loading={loading} shown={first.tickets.length} more={more} />
                <section className="views-bar" aria-label={t("views.bar")}>
                  <ViewTabs />
                  <FilterBar finder={finder} done={() => jobs.current?.enter()} />
                  <SavedViews kept={kept} opened={setKeeping} />
                </section>
                <main className="control-main">
                  <h1 className="visually-hidden">{t("title")}</h1>
                  <BoardTabs
                    tab={view === "list" ? "lanes" : tab}
                    setTab={showTab}
                    people={technicians.length}
                  />
                  {view !== "list" && (
                    <OffersContext value={offers}>
                      <Queue
                        ref={queue}
                        busy={sheetOpen || drag.ticketId !== null}
                        drag={drag}
                        openedId={address.ticketId}
                      />
                    </OffersContext>
                  )}
                  <BoardView
                    technicians={technicians}
                    lanes={lanes}
                    drag={drag}
                    busy={sheetOpen || drag.ticketId !== null}
                    openedId={address.ticketId}
                    table={table}
                  />
                  {address.ticketId !== null && <Drawer key={address.ticketId} ticketId={address.ticketId} />}
                  {address.ticketId === null && opened.ticketId !== null && (
                    <IncidentDrawer key={opened.ticketId} incidentId={opened.ticketId} />
                  )}
                </main>
                <BoardFooter showHelp={() => setHelp(true)} showPalette={() => setPalette(subject())} />
                {asked && <TicketSheet {...asked} close={close} />}
                {askedOf && <IncidentSheet asked={askedOf} close={close} />}
                {help && <HelpSheet close={close} />}
                {palette !== undefined && (
                  <Palette
                    subjectId={palette}
                    asks={merging ? "merge" : null}
                    opened={palette !== null && palette === address.ticketId}
                    saved={kept.views}
                    close={close}
                  />
                )}
                {planning && <PlanSheet close={close} />}
                <UndoBar deeds={deeds.deeds} drop={deeds.drop} newest={deeds.newest} asleep={sheetOpen} />
                <Toasts toasts={toasts} shown={deeds.deeds.at(-1)?.title} />
                <Announcer />
                <PartsNews />
              </div>
            </IncidentContext>
          </FacesContext>
        </MarksContext>
      </AwayContext>
    </DeskContext>
  );
}
