"use client";
import { useTranslations } from "use-intl";
import type { Outputs } from "#app/_trpc/client.ts";
import { factors } from "#server/domain/dispatch/candidate.ts";
import { useFactorWords } from "./useFactorWords.ts";
import { useWhyNotWords } from "./useWhyNotWords.ts";
import { useWords } from "./useWords.ts";

type Choice = Outputs["board"]["detail"]["choices"][number];

/** Why he was sent: where he stood and with what, what was overruled and by whom, and the list of that moment. */
export function DrawerChoices({ choices, siteId }: { choices: Choice[]; siteId: string }) {
  const t = useTranslations("control");
  const words = useWords();
  const says = useFactorWords();
  const why = useWhyNotWords();
  if (choices.length === 0) return null;
  return (
    <section data-testid="choices">
      <h3>{t("choices.title")}</h3>
      <ul className="drawer-choices">
        {choices.map(({ technician, by, at, rank, of, score, figures, list, overruled, ...choice }) => (
          <li key={choice.id} data-testid="choice" data-technician={technician.id}>
            <strong>{t("choices.stood", { name: words.person(technician), rank, of, score })}</strong>
            <small>
              {by === null
                ? t("choices.bySystem", { time: words.time(at, siteId) })
                : t("choices.by", { time: words.time(at, siteId), name: words.person(by) })}
            </small>
            {overruled.length > 0 && (
              <p className="drawer-overruled">
                {t("choices.overruled", { why: why(overruled) })}
                {choice.overrule && (
                  <>
                    {" · "}
                    {t("choices.overrule", { reason: t(`overrule.reason.${choice.overrule.reason}`) })}
                    {choice.overrule.words && ` · ${choice.overrule.words}`}
                  </>
                )}
              </p>
            )}
            {choice.plan && <p>{t("choices.plan", { jobs: choice.plan.jobs })}</p>}
            <span className="candidate-factors">
              {factors.map((factor) => {
                const worth = choice.factors[factor];
                if (worth === undefined) return null;
                return (
                  <span key={factor} data-zero={worth === 0}>
                    {t(`factor.${factor}`)} <b>{worth}</b>{" "}
                    {figures && (
                      <small>{says(factor, { figures, factors: { ...none, ...choice.factors } })}</small>
                    )}
                  </span>
                );
              })}
            </span>
            {list.length > 0 && (
              <details>
                <summary>{t("choices.list")}</summary>
                <ol>
                  {list.map((each) => (
                    <li key={each.technician.id}>
                      {t(each.whyNot.length > 0 ? "choices.lineWhy" : "choices.line", {
                        name: words.person(each.technician),
                        score: each.score,
                        why: why(each.whyNot),
                      })}
                      {each.worth && (
                        <small className="drawer-stood">
                          {factors
                            .map((factor, n) => `${t(`factor.${factor}`)} ${each.worth?.[n] ?? 0}`)
                            .join(" · ")}
                        </small>
                      )}
                    </li>
                  ))}
                </ol>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const none = Object.fromEntries(factors.map((factor) => [factor, 0])) as Record<
  (typeof factors)[number],
  number
>;
