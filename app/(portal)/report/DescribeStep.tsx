"use client";
import { useTranslations } from "use-intl";
import type { Photos } from "#app/_photo/usePhotos.ts";
import { FieldProblem, type Problem } from "../Problems.tsx";
import type { Draft } from "./draft.ts";
import { PhotoField } from "./PhotoField.tsx";

type Props = {
  draft: Draft | null;
  change: (patch: Partial<Draft>) => void;
  problems: Problem[];
  photos: Photos;
};

/** What happened, in words and pictures. */
export function DescribeStep({ draft, change, problems, photos }: Props) {
  const t = useTranslations("portal.report.describe");
  return (
    <>
      <PhotoField {...photos} />
      <div className="portal-field">
        <label htmlFor="description">{t("words")}</label>
        <p id="description-hint">{t("wordsHint")}</p>
        <FieldProblem field="description" problems={problems} />
        <textarea
          id="description"
          rows={5}
          value={draft?.description ?? ""}
          aria-describedby="description-hint description-problem"
          aria-invalid={problems.some((p) => p.field === "description")}
          onChange={(event) => change({ description: event.target.value })}
        />
      </div>
    </>
  );
}
