"use client";
import type { CSSProperties } from "react";
import { useTranslations } from "use-intl";
import type { SkillNow } from "#server/domain/board/wall.ts";

type Props = { skills: SkillNow[]; free: number; there: number };

/** Who could go now, by trade: free of those on shift. A trade that nobody on shift has is said in words. */
export function WallFree({ skills, free, there }: Props) {
  const t = useTranslations("control.wall");
  const names = useTranslations("control.skill");
  return (
    <section className="wall-free" data-testid="wall-free">
      <h2>
        <b>
          {free}
          <small>/{there}</small>
        </b>{" "}
        {t("free")}
      </h2>
      <dl style={{ "--rows": Math.ceil(skills.length / 2) } as CSSProperties}>
        {skills.map((each) => (
          <div key={each.skill} data-none={each.there === 0} data-busy={each.there > 0 && each.free === 0}>
            <dt>{names(each.skill)}</dt>
            <dd>
              {each.there === 0 ? t("noOne") : each.free === 0 ? t("allBusy") : `${each.free}/${each.there}`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
