"use client";
import type { CSSProperties } from "react";
import { useTranslations } from "use-intl";
import type { SkillNow } from "./wallView.ts";

type Props = { skills: SkillNow[]; free: number; onShift: number };

/** Who could go now, by trade: free of those on shift. A trade that nobody on shift has is said in words. */
export function WallFree({ skills, free, onShift }: Props) {
  const t = useTranslations("control.wall");
  const names = useTranslations("control.skill");
  return (
    <section className="wall-free" data-testid="wall-free">
      <h2>
        <b>
          {free}
          <small>/{onShift}</small>
        </b>{" "}
        {t("free")}
      </h2>
      <dl style={{ "--rows": Math.ceil(skills.length / 2) } as CSSProperties}>
        {skills.map((each) => (
          <div
            key={each.skill}
            data-none={each.onShift === 0}
            data-busy={each.onShift > 0 && each.free === 0}
          >
            <dt>{names(each.skill)}</dt>
            <dd>
              {each.onShift === 0
                ? t("noOne")
                : each.free === 0
                  ? t("allBusy")
                  : `${each.free}/${each.onShift}`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
