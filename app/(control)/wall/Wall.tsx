"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useFreshness } from "#app/_live/connection.ts";
import type { Outputs } from "#app/_trpc/client.ts";
import { useServerClock } from "#app/_ui/serverClock.ts";
import type { BoardSnapshot } from "../board/BoardStore.ts";
import { useRevision } from "../board/desk.ts";
import { noFilter } from "../board/filterTickets.ts";
import { useBoardStore } from "../board/useBoardStore.ts";
import { useLinked } from "../board/useLinked.ts";
import { useWordsOf } from "../board/useWords.ts";
import { useKeepFresh } from "./useKeepFresh.ts";
import { useToday } from "./useToday.ts";
import { WallFree } from "./WallFree.tsx";
import { WallHead } from "./WallHead.tsx";
import { WallList } from "./WallList.tsx";
import { WallNumbers } from "./WallNumbers.tsx";
import { wallView } from "./wallView.ts";

type Props = {
  first: BoardSnapshot;
  today: Outputs["board"]["today"];
  catalogue: Outputs["catalogue"]["get"];
  build: string;
};

/** One screen for the room: what must we do now? Nothing on it can be pressed, and nobody's name at home is on it. */
export function Wall({ first, today, catalogue, build }: Props) {
  const t = useTranslations("control.wall");
  const faults = useMemo(() => new Map(catalogue.faults.map((f) => [f.code, f])), [catalogue]);
  const sites = useMemo(() => new Map(first.sites.map((site) => [site.id, site])), [first]);
  const { store, technicians, loading } = useBoardStore(first, faults, noFilter);
  const byId = useMemo(() => new Map(technicians.map((who) => [who.id, who])), [technicians]);
  const words = useWordsOf({ faults, sites, technicians: byId });
  useRevision(store);
  const now = useServerClock(5_000);
  const freshness = useFreshness();
  const linked = useLinked(freshness);
  const figures = useToday(today, store);
  const view = wallView(store.stream.tickets.values(), technicians, now);
  const signedOut = useKeepFresh(build, view.dangers.length === 0);
  return (
    <main
      className="wall"
      data-testid="wall"
      data-linked={linked}
      data-loading={loading}
      data-build={build}
      data-danger={view.dangers.length}
    >
      <h1 className="visually-hidden">{t("title")}</h1>
      <WallHead
        freshness={freshness}
        linked={linked}
        signedOut={signedOut}
        words={words}
        siteId={first.sites[0]?.id ?? ""}
      />
      <div className="wall-left">
        <WallList name="dangers" tickets={view.dangers} most={5} words={words} now={now} />
        <WallList name="late" tickets={view.late} most={5} words={words} now={now} />
      </div>
      <div className="wall-right">
        <WallList name="fresh" tickets={view.fresh} most={5} words={words} now={now} />
        <WallFree skills={view.skills} free={view.free} onShift={view.onShift} />
      </div>
      <WallNumbers figures={figures} waiting={view.waiting} open={view.open} />
    </main>
  );
}
