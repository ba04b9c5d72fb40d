"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { spanWords } from "#server/domain/time/spanWords.ts";
import { weekdayOf } from "#server/domain/time/zone.ts";
import { DayForm } from "./DayForm.tsx";
import type { At, Part } from "./Hours.tsx";

const send = (sent: Inputs["hours"]["removeDay"]) => api.hours.removeDay.mutate(sent);

/** Days on which the site works otherwise than its calendar says: seen, changed, removed, and one more. */
export function OwnDays({ at, say }: Part) {
  const t = useTranslations("policy.hours");
  const router = useRouter();
  const refusal = useRefusalWords();
  const { run, told } = useCommand(send);
  const [changing, setChanging] = useState<At["days"][number] | null>(null);
  const weekday = (day: string) => t(`day.d${weekdayOf(day) as 0}`);
  async function remove(day: string) {
    const sent = await run({ siteId: at.id, day, seen: at.seen });
    if (sent.ok) {
      setChanging(null);
      say(t("removed", { day }));
    }
    router.refresh();
  }
  return (
    <section className="promise-level" aria-labelledby="days">
      <h2 id="days">{t("days")}</h2>
      {at.days.length === 0 && <p>{t("noDays")}</p>}
      <ul className="hours-list" data-testid="own-days">
        {at.days.map((each) => (
          <li key={each.day} data-day={each.day}>
            <b>
              {each.day} {weekday(each.day)}
            </b>
            <span>{each.spans.length === 0 ? t("closed") : spanWords(each.spans)}</span>
            <span>{each.reason}</span>
            {each.day < at.today ? (
              <small>{t("past")}</small>
            ) : (
              <span className="places-acts">
                <button
                  type="button"
                  className="places-button"
                  aria-label={t("changeLabel", { day: each.day })}
                  onClick={() => setChanging(each)}
                >
                  {t("change")}
                </button>
                <button
                  type="button"
                  className="places-button"
                  aria-label={t("removeLabel", { day: each.day })}
                  onClick={() => remove(each.day)}
                >
                  {t("remove")}
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {told && (
        <p role="alert" className="places-problem">
          {refusal(told)}
        </p>
      )}
      <DayForm
        key={changing?.day ?? "new"}
        at={at}
        changing={changing}
        say={say}
        leave={() => setChanging(null)}
      />
    </section>
  );
}
