"use client";
import { useFormatter, useTranslations } from "use-intl";
import type { Freshness } from "#app/_live/connection.ts";
import { Key } from "#app/_ui/Key.tsx";
import { LanguageSwitch } from "#app/_ui/LanguageSwitch.tsx";
import { serverNow, useServerClock } from "#app/_ui/serverClock.ts";
import { ThemeSwitch } from "#app/_ui/ThemeSwitch.tsx";
import { Wordmark } from "#app/_ui/Wordmark.tsx";
import { figuresOf } from "#server/domain/board/figures.ts";
import { useAwayRoom } from "./away.ts";
import { BoardSign } from "./BoardSign.tsx";
import type { Technician } from "./BoardStore.ts";
import { CallList } from "./CallList.tsx";
import { useDesk, useRevisionAtEase } from "./desk.ts";
import { LowStock } from "./LowStock.tsx";
import { UserMenu } from "./UserMenu.tsx";
import { useWords } from "./useWords.ts";

type Props = { freshness: Freshness; technicians: Technician[]; plan(): void };

/** The few figures a dispatcher steers by, the clock, and how true all of it is. */
export function BoardHeader({ freshness, technicians, plan }: Props) {
  const t = useTranslations("control");
  const { may } = useDesk();
  return (
    <header className="control-header">
      <span className="control-brand">
        <Wordmark />
      </span>
      <Figures technicians={technicians} />
      {may("dispatch.propose") && (
        <button type="button" className="control-button" data-testid="plan" onClick={plan}>
          {t("plan.open")} <Key>P</Key>
        </button>
      )}
      <div className="control-header-end">
        <LowStock />
        <CallList />
        <Clock />
        <BoardSign freshness={freshness} />
        <span className="control-switches">
          <ThemeSwitch />
          <LanguageSwitch />
        </span>
        <UserMenu />
      </div>
    </header>
  );
}

function Figures({ technicians }: { technicians: Technician[] }) {
  const t = useTranslations("control");
  const { store } = useDesk();
  useRevisionAtEase(store);
  useServerClock(5_000);
  const { away } = useAwayRoom();
  const crew = technicians.map(({ id, shift, elsewhere }) => ({ id, shift, elsewhere, away: away.has(id) }));
  const figures = figuresOf(store.stream.tickets.values(), crew, serverNow());
  return (
    <dl className="control-figures" aria-label={t("numbers.label")}>
      <Figure
        label={t("numbers.urgent")}
        value={figures.urgent}
        tone={figures.urgent > 0 ? "p1" : undefined}
      />
      <Figure label={t("numbers.unassigned")} value={figures.unassigned} />
      <Figure label={t("numbers.late")} value={figures.late} tone={figures.late > 0 ? "p1" : undefined} />
      <Figure label={t("numbers.soon")} value={figures.soon} tone={figures.soon > 0 ? "p2" : undefined} />
      <Figure label={t("numbers.free")} value={figures.free} of={figures.there} />
    </dl>
  );
}

type FigureProps = { label: string; value: number; of?: number; tone?: "p1" | "p2" | undefined };

function Figure({ label, value, of, tone }: FigureProps) {
  const format = useFormatter();
  return (
    <div className="control-figure" data-tone={tone}>
      <dt>{label}</dt>
      <dd>
        {format.number(value)}
        {of !== undefined && <small>/{of}</small>}
      </dd>
    </div>
  );
}

/** The time at the sites, by the server's clock: one for each zone. */
function Clock() {
  const { sites, filter } = useDesk();
  const words = useWords();
  const now = useServerClock(1_000);
  if (sites.size === 0) return null;
  return words.clocks(now, filter.siteIds[0]).map(({ time, zone }) => (
    <span key={zone} className="control-clock">
      <time>{time}</time>
      <small>{zone}</small>
    </span>
  ));
}
