"use client";
import { useTranslations } from "use-intl";
import { clockWords } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { isUnassigned } from "#server/domain/ticket/status.ts";
import type { useWordsOf } from "../board/useWords.ts";
import type { WallNow, WallRow } from "./useWall.ts";

/** Nearer to a deadline than this every second is counted, ms. */
const secondsBelow = 10 * 60_000;

type Props = {
  name: "dangers" | "late" | "fresh";
  list: WallNow["late"];
  /** More of the kind that stand in another list, counted here too, as the board counts them. */
  besides?: number;
  /** What comes next into this list, where there is room for it. */
  next?: WallRow | null;
  /** Rows that fit; the rest is counted, never scrolled. */
  most: number;
  words: ReturnType<typeof useWordsOf>;
  now: number;
};

/** One question's answer: how many, and the gravest of them. The place on its plate, the fault, how far it is, how long. */
export function WallList({ name, list, besides = 0, next = null, most, words, now }: Props) {
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
          <Row key={row.id} name={name} row={row} words={words} now={now} />
        ))}
        {next !== null && shown.length + 2 <= most && (
          <>
            <li className="wall-next">{t("next")}</li>
            <Row name="next" row={next} words={words} now={now} />
          </>
        )}
      </ul>
      {more > 0 && <p className="wall-more">{t("more", { count: more })}</p>}
    </section>
  );
}

type RowProps = Pick<Props, "words" | "now"> & { name: Props["name"] | "next"; row: WallRow };

function Row({ name, row, words, now }: RowProps) {
  const t = useTranslations("control.wall");
  const steps = useTranslations("control.status");
  return (
    <li className="wall-row" data-ticket={row.id} data-next={name === "next"}>
      <span className="wall-urgency">
        <Urgency level={row.urgency} size={24} />
      </span>
      <Plate place={words.place(row.plate)} size="s" />
      <span className="wall-fault">{words.zh ? row.faultZh : row.faultEn}</span>
      <span className="wall-step">{isUnassigned(row.status) ? t("nobody") : steps(row.status)}</span>
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
