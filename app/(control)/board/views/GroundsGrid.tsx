"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Incident } from "../incident/useIncidents.ts";
import { sendFocus } from "../sendFocus.ts";
import { useWords } from "../useWords.ts";
import { HouseBlock, SpotBlock } from "./GroundsBlock.tsx";
import type { Tally } from "./tally.ts";
import type { GroundsOf } from "./useGrounds.ts";
import { useSize } from "./useSize.ts";

/** Least width of a building and its height, px: usually, and where the whole site fits with its jobs by name. */
const usual = { width: 156, height: 172, roomy: false };
const roomy = { width: 272, height: 296, roomy: true };
const spotHeight = 64;
const titleHeight = 40;
const gap = 12;
const padding = 32;
const none: Incident[] = [];

type Props = {
  grounds: GroundsOf;
  tallies: ReadonlyMap<string, Tally>;
  running: { everywhere: boolean; places: ReadonlyMap<string | undefined, Incident[]> };
  chosen: string;
  choose(at: string): void;
};

type Block =
  | { kind: "house"; key: string; house: GroundsOf["buildings"][number] }
  | { kind: "spot"; key: string; spot: GroundsOf["spots"][number] };
type Line = { kind: "blocks"; blocks: Block[]; height: number } | { kind: "title"; height: number };

/** Buildings by number, row after row, then the public spots; the arrow keys walk through them. */
export function GroundsGrid({ grounds, tallies, running, chosen, choose }: Props) {
  const t = useTranslations("control.grounds");
  const words = useWords();
  const area = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(area, { width: 900, height: 0 });
  const {
    columns,
    lines,
    block: size,
  } = useMemo(() => laidOut(grounds, width, height), [grounds, width, height]);
  const [roving, setRoving] = useState<string | null>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => area.current,
    estimateSize: (index) => lines[index]!.height,
    getItemKey: (index) => `${columns} ${size.roomy} ${index}`,
    overscan: 3,
    initialRect: { width: 900, height: 900 },
  });
  const first = lines.find((line) => line.kind === "blocks")?.blocks[0]?.key ?? null;
  const current = roving ?? (chosen !== "" ? chosen : first);

  function pressed(event: KeyboardEvent) {
    const step = stepOf(event.key);
    const here = (event.target as HTMLElement).closest<HTMLElement>("[data-at]")?.dataset.at;
    if (step === null || here === undefined) return;
    event.preventDefault();
    const to = walk(lines, here, step);
    if (to === null) return;
    setRoving(to.key);
    virtual.scrollToIndex(to.line);
    const drawn = () => area.current?.querySelector<HTMLElement>(`[data-at="${CSS.escape(to.key)}"]`);
    sendFocus(drawn, null, (block) => block.focus());
  }
  if (lines.length === 0) return <p className="timeline-loading">{t("nothing")}</p>;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys move between the blocks inside
    <div className="grounds-scroll" ref={area} onKeyDown={pressed} data-hit={running.everywhere}>
      {running.everywhere && <p className="grounds-everywhere">{t("everywhere")}</p>}
      <div className="grounds-lines" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          return (
            <div key={item.key} className="grounds-line" style={{ transform: `translateY(${item.start}px)` }}>
              {line.kind === "title" ? (
                <h3>{t("spots")}</h3>
              ) : (
                <ul
                  style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
                  aria-label={line.blocks[0]?.kind === "spot" ? t("spots") : t("buildings")}
                >
                  {line.blocks.map((block) => {
                    const shared = {
                      at: block.key,
                      tally: tallies.get(block.key),
                      incidents: running.places.get(block.key) ?? none,
                      chosen: chosen === block.key,
                      focusable: current === block.key,
                      focused: () => setRoving(block.key),
                      choose: () => choose(block.key),
                    };
                    return block.kind === "house" ? (
                      <HouseBlock
                        key={block.key}
                        {...shared}
                        name={words.zh ? block.house.name.zh : block.house.name.en}
                        house={block.house}
                        roomy={size.roomy}
                      />
                    ) : (
                      <SpotBlock
                        key={block.key}
                        {...shared}
                        name={words.zh ? block.spot.name.zh : block.spot.name.en}
                      />
                    );
                  })}
                </ul>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The site in this much room, px: with its jobs by name where all of it is in sight then. */
function laidOut(grounds: GroundsOf, width: number, height: number) {
  const made = [roomy, usual].map((block) => {
    const columns = Math.max(1, Math.floor((width - padding + gap) / (block.width + gap)));
    return { block, columns, lines: linesOf(grounds, columns, block.height) };
  });
  const fits = made.find(({ lines }) => lines.reduce((sum, line) => sum + line.height, padding) <= height);
  return fits ?? made[1]!;
}

function linesOf({ buildings, spots }: GroundsOf, columns: number, blockHeight: number): Line[] {
  const houses = buildings.map((house): Block => ({ kind: "house", key: house.name.zh, house }));
  const places = spots.map((spot): Block => ({ kind: "spot", key: spot.name.zh, spot }));
  const rows = (blocks: Block[], height: number) =>
    Array.from({ length: Math.ceil(blocks.length / columns) }, (_, row): Line => {
      return {
        kind: "blocks",
        blocks: blocks.slice(row * columns, (row + 1) * columns),
        height: height + gap,
      };
    });
  return [
    ...rows(houses, blockHeight),
    ...(places.length > 0 ? [{ kind: "title", height: titleHeight } as const] : []),
    ...rows(places, spotHeight),
  ];
}

type Step = { line: number; block: number };
function stepOf(key: string): Step | null {
  const steps: Record<string, Step> = {
    ArrowRight: { line: 0, block: 1 },
    ArrowLeft: { line: 0, block: -1 },
    ArrowDown: { line: 1, block: 0 },
    ArrowUp: { line: -1, block: 0 },
  };
  return steps[key] ?? null;
}

/** The block that lies one step away; null at the edge. */
function walk(lines: readonly Line[], here: string, step: Step): { key: string; line: number } | null {
  const rows = lines.flatMap((line, index) =>
    line.kind === "blocks" ? [{ keys: line.blocks.map((block) => block.key), line: index }] : [],
  );
  const row = rows.findIndex(({ keys }) => keys.includes(here));
  if (row < 0) return null;
  const column = rows[row]!.keys.indexOf(here);
  if (step.block !== 0) {
    const flat = rows.flatMap(({ keys, line }) => keys.map((key) => ({ key, line })));
    return flat[flat.findIndex(({ key }) => key === here) + step.block] ?? null;
  }
  const to = rows[row + step.line];
  if (!to) return null;
  return { key: to.keys[Math.min(column, to.keys.length - 1)]!, line: to.line };
}
