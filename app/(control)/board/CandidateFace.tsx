"use client";
import { useTranslations } from "use-intl";
import { factors } from "#server/domain/dispatch/candidate.ts";
import type { Candidate } from "./useCandidates.ts";
import { useFactorWords } from "./useFactorWords.ts";
import { useWhyNotWords } from "./useWhyNotWords.ts";
import { useWords } from "./useWords.ts";

/** Of one technician: the figures that put him where he stands, each with its sentence, and what speaks against him. */
export function CandidateFace({ candidate, siteId }: { candidate: Candidate; siteId: string }) {
  const t = useTranslations("control");
  const words = useWords();
  const says = useFactorWords();
  const why = useWhyNotWords();
  const { openJobs, openMinutes, capacityMinutes, shiftUntil, skills, whyNot } = candidate;
  return (
    <>
      <span className="candidate-top">
        <strong>{words.person(candidate)}</strong>
        <span>
          {skills
            .map((each) => t("assign.level", { skill: t(`skill.${each.skill}`), level: each.level }))
            .join(" · ")}
        </span>
        <b>{candidate.score}</b>
      </span>
      <span className="candidate-line">
        {shiftUntil && `${t("assign.until", { time: words.time(shiftUntil, siteId) })} · `}
        {t("assign.load", { jobs: openJobs, minutes: openMinutes, capacity: capacityMinutes })}
        {whyNot.includes("shift_too_short") &&
          candidate.figures.beginMinutes !== undefined &&
          ` · ${t("assign.begins", { minutes: candidate.figures.beginMinutes })}`}
      </span>
      {candidate.eligible && (
        <span className="candidate-factors">
          {factors.map((factor) => (
            <span key={factor} data-zero={candidate.factors[factor] === 0}>
              {t(`factor.${factor}`)} <b>{candidate.factors[factor]}</b>{" "}
              <small>{says(factor, candidate)}</small>
            </span>
          ))}
        </span>
      )}
      {whyNot.length > 0 && <span className="candidate-why">{why(whyNot)}</span>}
    </>
  );
}
