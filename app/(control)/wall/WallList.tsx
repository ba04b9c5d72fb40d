"use client";
import { useLocale, useTranslations } from "use-intl";
import { clockWords } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import type { PlateParts } from "#server/domain/place/plate.ts";
import type { Status } from "#server/domain/ticket/status.ts";
import type { WallNow, WallRow } from "./useWall.ts";

/** Nearer to a deadline than this every second is counted, ms. */
const secondsBelow = 10 * 60_000;

/** How far it is, in a word that can be read across the room. */
const steps: Partial<Record<Status, "sent" | "taken" | "coming" | "there" | "waits">> = {
  dispatched: "sent",
  accepted: "taken",
  en_route: "coming",
  on_site: "there",
  paused: "waits",
};

type Props = {
  name: "dangers" | "late" | "fresh";
  list: WallNow["late"];
  /** More of the kind that stand in another list, counted here too, as the board counts them. */
  besides?: number;
  /** What comes next into this list, where there is room for it. */
  next?: WallRow | null;
  /** Rows that fit; the rest is counted, never scrolled. */
  most: number;
  /** What stands on a place's plate here. */
  plate(row: WallRow): PlateParts;
  now: number;
};

/** One question's answer: how many, and the gravest of them. The place on its plate, the fault, how far it is, how long. */
export function WallList({ name, list, besides = 0, next = null, most, plate, now }: Props) {
  const t = useTranslations("control.wall");
  const { count, rows } = list;
  const shown = count > most ? rows.slice(0, most - 1) : rows;
  const more = count - shown.length;
  return (
    <section className="wall-list" data-testid={`wall-${name}`} data-name={name} data-count={count}>
      <h2>
        <b>{count + besides}</b> {t(name)}
        {besides > 0 && <small>{t("above", { count: besides })}</small>}
      </h2>
      {count === 0 && <p className="wall-calm">{t(`${name}None`)}</p>}
      <ul>
        {shown.map((row) => (
          <Row key={row.id} name={name} row={row} plate={plate} now={now} />
        ))}
        {next !== null && shown.length + 2 <= most && (
          <>
            <li className="wall-next">{t("next")}</li>
            <Row name="next" row={next} plate={plate} now={now} />
          </>
        )}
      </ul>
      {more > 0 && <p className="wall-more">{t("more", { count: more })}</p>}
    </section>
  );
}

type RowProps = Pick<Props, "plate" | "now"> & { name: Props["name"] | "next"; row: WallRow };

function Row({ name, row, plate, now }: RowProps) {
  const t = useTranslations("control.wall");
  const zh = useLocale().startsWith("zh");
  return (
    <li className="wall-row" data-ticket={row.id} data-next={name === "next"}>
      <span className="wall-urgency">
        <Urgency level={row.urgency} size={24} />
      </span>
      <Plate place={plate(row)} size="s" />
      <span className="wall-fault">{zh ? row.faultZh : row.faultEn}</span>
      <span className="wall-step">{t(`step.${steps[row.status] ?? "nobody"}`)}</span>
      <Time name={name} row={row} now={now} />
    </li>
  );
}

/** How late, how long still, or how long ago it came in. */
function Time({ name, row, now }: Pick<RowProps, "name" | "now" | "row">) {
  const t = useTranslations("control.wall");
  const counts = name !== "fresh";
  const span = counts ? Date.parse(row.dueAt ?? "") - now : now - Date.parse(row.receivedAt);
  if (Number.isNaN(span)) return <span className="wall-time" />;
  const far = Math.abs(span);
  const minutes = Math.floor(far / 60_000);
  const late = counts && span < 0;
  const clock = clockWords(far);
  const words =
    counts && far < secondsBelow
      ? clock.text
      : minutes < 60
        ? t("minutes", { count: minutes })
        : clock.days > 0
          ? t("days", { count: clock.days })
          : clock.text;
  return (
    <time className="wall-time" data-late={late} suppressHydrationWarning>
      {late ? t("lateBy", { time: words }) : words}
    </time>
  );
}
