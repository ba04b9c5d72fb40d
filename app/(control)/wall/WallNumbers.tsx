"use client";
import { useTranslations } from "use-intl";
import type { useWordsOf } from "../board/useWords.ts";
import type { WallNow } from "./useWall.ts";

type Props = { wall: WallNow; words: ReturnType<typeof useWordsOf> };

/** Today in six figures; what was kept says of how many, how fast, and what is promised where that is one thing. */
export function WallNumbers({ wall, words }: Props) {
  const t = useTranslations("control.wall");
  const { received, dispatched, done, acknowledged, inTime, medianMinutes } = wall.today;
  const { target } = wall;
  const promise =
    target === null ? t("promiseDiffers") : t("promise", { span: words.span(target.minutes, target.basis) });
  const kept =
    acknowledged === 0 ? t("inTimeNone") : t("inTime", { count: acknowledged, minutes: medianMinutes ?? 0 });
  return (
    <dl className="wall-numbers" data-testid="wall-numbers" aria-label={t("today")}>
      <Figure label={t("waiting")} value={wall.figures.unassigned} name="waiting" />
      <Figure label={t("open")} value={wall.figures.open} name="open" />
      <Figure label={t("received")} value={received} name="received" />
      <Figure label={t("dispatched")} value={dispatched} name="dispatched" />
      <Figure label={t("done")} value={done} name="done" />
      <Figure
        label={[kept, promise].join(words.zh ? "" : " ")}
        value={acknowledged === 0 ? "–" : t("share", { share: Math.floor((100 * inTime) / acknowledged) })}
        name="inTime"
      />
    </dl>
  );
}

function Figure({ label, value, name }: { label: string; value: number | string; name: string }) {
  return (
    <div data-figure={name}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
