"use client";
import { useTranslations } from "use-intl";
import { useDesk } from "./desk.ts";
import type { Detail } from "./useDetail.ts";

/** What a temporary repair left to do, from both ends, and the trade that a visit found it to take. */
export function DrawerRemains({ detail }: { detail: Detail }) {
  const t = useTranslations("control");
  const { open } = useDesk();
  const { follows, followUps, neededSkill } = detail;
  if (follows === null && followUps.length === 0 && neededSkill === null) return null;
  const wanted = (day: string | null) => (day === null ? "" : ` · ${t("remains.wanted", { day })}`);
  return (
    <section data-testid="drawer-remains">
      <h3>{t("remains.title")}</h3>
      {neededSkill !== null && <p>{t("remains.needs", { trade: t(`skill.${neededSkill}`) })}</p>}
      <ul className="drawer-before">
        {follows && (
          <li>
            <button type="button" onClick={() => open(follows.id)}>
              {t("remains.follows", { number: follows.number })}
              {wanted(follows.wantedOn)}
            </button>
          </li>
        )}
        {followUps.map((each) => (
          <li key={each.id}>
            <button type="button" onClick={() => open(each.id)} data-testid="drawer-follow-up">
              {t("remains.next", { number: each.number })} · {t(`status.${each.status}`)}
              {wanted(each.wantedOn)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
