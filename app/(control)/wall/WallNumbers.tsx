"use client";
import { useTranslations } from "use-intl";
import { presetTerms } from "#server/domain/sla/presets.ts";
import type { Today } from "./useToday.ts";

type Props = { figures: Today; waiting: number; open: number };

/** Today in six figures; the median says of how many it is made. */
export function WallNumbers({ figures, waiting, open }: Props) {
  const t = useTranslations("control.wall");
  const { received, dispatched, done, acknowledged, medianMinutes } = figures;
  return (
    <dl className="wall-numbers" data-testid="wall-numbers" aria-label={t("today")}>
      <Figure label={t("received")} value={received} name="received" />
      <Figure label={t("dispatched")} value={dispatched} name="dispatched" />
      <Figure label={t("done")} value={done} name="done" />
      <Figure
        label={
          acknowledged === 0
            ? t("medianNone")
            : t("median", { count: acknowledged, target: presetTerms("CN-1", 2).clocks.acknowledge.minutes })
        }
        value={medianMinutes === null ? "–" : t("medianValue", { minutes: medianMinutes })}
        name="median"
      />
      <Figure label={t("waiting")} value={waiting} name="waiting" />
      <Figure label={t("open")} value={open} name="open" />
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
