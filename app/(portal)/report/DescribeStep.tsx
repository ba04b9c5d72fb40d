"use client";
import { useLocale, useTranslations } from "use-intl";
import type { Photos } from "#app/_photo/usePhotos.ts";
import { useProposal } from "#app/_triage/useProposal.ts";
import { useWhyWords } from "#app/_triage/useWhyWords.ts";
import { Cleaned } from "#app/_ui/Cleaned.tsx";
import type { Line } from "../Dangers.tsx";
import { NotRepair } from "../NotRepair.tsx";
import { FieldProblem, type Problem } from "../Problems.tsx";
import { codeOf, type Draft, type Fault } from "./draft.ts";
import { PhotoField } from "./PhotoField.tsx";

type Props = {
  draft: Draft | null;
  change: (patch: Partial<Draft>) => void;
  problems: Problem[];
  photos: Photos;
  faults: Fault[];
  hotline: Line | undefined;
  /** Takes another fault and shows it where faults are chosen, with its safety words if it has any. */
  choose: (faultCode: string) => void;
};

/** Surer than this the words have to be before another fault is offered than the one that was chosen. */
const sure = 0.5;

/** What happened, in words and pictures. */
export function DescribeStep({ draft, change, problems, photos, faults, hotline, choose }: Props) {
  const t = useTranslations("portal.report.describe");
  const triage = useTranslations("shared.triage");
  const why = useWhyWords();
  const zh = useLocale().startsWith("zh");
  const proposal = useProposal(
    draft?.description ?? "",
    draft?.placeId ?? null,
    false,
    draft ? codeOf(draft).placeCode : undefined,
  );
  const chosenFits = proposal?.faults.some(({ faultCode }) => faultCode === draft?.faultCode) ?? true;
  const [likeliest] = proposal?.faults ?? [];
  const better = chosenFits || likeliest === undefined || likeliest.confidence < sure ? undefined : likeliest;
  const other = faults.find(({ code }) => code === better?.faultCode);
  const name = other && (zh ? other.nameZh : other.nameEn);
  return (
    <>
      <FieldProblem field="photos" problems={problems} />
      <PhotoField {...photos} />
      <div className="portal-field">
        <label htmlFor="description">{t("words")}</label>
        <p id="description-hint">{t("wordsHint")}</p>
        <FieldProblem field="description" problems={problems} />
        <textarea
          id="description"
          dir="auto"
          rows={5}
          value={draft?.description ?? ""}
          aria-describedby="description-hint description-problem"
          aria-invalid={problems.some((p) => p.field === "description")}
          onChange={(event) => change({ description: event.target.value })}
        />
        <Cleaned typed={draft?.description ?? ""} className="portal-aside" />
      </div>
      {draft !== null && draft.older !== "" && (
        <div className="portal-note" data-testid="older-words">
          <p>{t("older")}</p>
          <p className="portal-words" dir="auto">
            {draft.older}
          </p>
          <button
            type="button"
            className="portal-button portal-button-plain"
            onClick={() =>
              change({ description: [draft.description, draft.older].filter(Boolean).join("\n"), older: "" })
            }
          >
            {t("takeOlder")}
          </button>
          <button type="button" className="portal-link" onClick={() => change({ older: "" })}>
            {t("dropOlder")}
          </button>
        </div>
      )}
      <div role="status">
        {better && other && name && (
          <div className="portal-note" data-testid="sounds-like">
            <p>{triage("sounds", { fault: name })}</p>
            <p className="portal-aside">{why(better.why)}</p>
            <button type="button" className="portal-button" onClick={() => choose(other.code)}>
              {triage("change", { fault: name })}
            </button>
          </div>
        )}
      </div>
      <NotRepair proposal={proposal} hotline={hotline} />
    </>
  );
}
