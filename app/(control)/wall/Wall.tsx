"use client";
import { type CSSProperties, useMemo } from "react";
import { useTranslations } from "use-intl";
import { useFreshness } from "#app/_live/connection.ts";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { useWordsOf } from "../board/useWords.ts";
import { siteNames, withSite } from "./siteNames.ts";
import { useAwake } from "./useAwake.ts";
import { useNewBuild } from "./useNewBuild.ts";
import { useWall, type WallNow, type WallRow } from "./useWall.ts";
import { WallFree } from "./WallFree.tsx";
import { WallHead } from "./WallHead.tsx";
import { WallList } from "./WallList.tsx";
import { WallNumbers } from "./WallNumbers.tsx";

const none = new Map<string, never>();
const hour = 3_600_000;
/** Where the picture stands from hour to hour, px: nothing burns in. */
const places = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
] as const;

type Props = { first: WallNow; build: string };

/** The wall of whoever is signed in. */
export function Wall({ first, build }: Props) {
  const wall = useWall(first);
  useNewBuild(build, (wall.now ?? first).dangers.count === 0);
  return <WallPicture wall={wall.now ?? first} stale={wall.stale} ended={wall.ended} />;
}

/** One screen for the room: what must we do now? Nothing on it can be pressed, and nobody's name is on it. */
export function WallPicture({ wall, stale, ended }: { wall: WallNow; stale: boolean; ended: boolean }) {
  const t = useTranslations("control.wall");
  const sites = useMemo(() => new Map(wall.sites.map((site) => [site.id, site])), [wall.sites]);
  const words = useWordsOf({ faults: none, sites, technicians: none });
  const named = wall.sites.map(({ code, nameZh, nameEn }) => ({ code, name: words.zh ? nameZh : nameEn }));
  const how = siteNames(named);
  const plate = (row: WallRow) => withSite(words.place(row.plate), how, sites.get(row.siteId)?.code ?? "");
  const now = useServerClock(1_000);
  const freshness = useFreshness();
  const [x, y] = places[Math.floor(now / hour) % places.length]!;
  useAwake();
  return (
    <main
      className="wall"
      data-testid="wall"
      data-stale={stale || ended}
      data-danger={wall.dangers.count}
      style={{ "--x": `${x}px`, "--y": `${y}px` } as CSSProperties}
    >
      <h1 className="visually-hidden">{t("title")}</h1>
      <WallHead
        asOf={wall.now}
        state={freshness.since === "" ? "connecting" : freshness.state}
        stale={stale}
        ended={ended}
        words={words}
        siteId={wall.sites[0]?.id ?? ""}
      />
      <div className="wall-left">
        <WallList name="dangers" list={wall.dangers} most={5} plate={plate} now={now} />
        <WallList
          name="late"
          list={wall.late}
          besides={wall.figures.late - wall.late.count}
          next={wall.next}
          most={5}
          plate={plate}
          now={now}
        />
      </div>
      <div className="wall-right">
        <WallList name="fresh" list={wall.fresh} most={5} plate={plate} now={now} />
        <WallFree skills={wall.skills} free={wall.figures.free} there={wall.figures.there} />
      </div>
      <WallNumbers wall={wall} words={words} />
      {how === "codes" && (
        <p className="wall-legend">{named.map(({ code, name }) => `${code} ${name}`).join(" · ")}</p>
      )}
    </main>
  );
}
