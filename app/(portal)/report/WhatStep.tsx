"use client";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useProposal } from "#app/_triage/useProposal.ts";
import { useWhyWords } from "#app/_triage/useWhyWords.ts";
import type { Outputs } from "#app/_trpc/client.ts";
import type { Line } from "../Dangers.tsx";
import { NotRepair } from "../NotRepair.tsx";
import { FieldProblem, type Problem } from "../Problems.tsx";
import { CategoryIcon } from "./CategoryIcon.tsx";
import { codeOf, type Draft, type Fault, fits, type Place } from "./draft.ts";
import { Group } from "./Group.tsx";
import { matches } from "./matches.ts";

type Props = {
  draft: Draft | null;
  change: (patch: Partial<Draft>) => void;
  problems: Problem[];
  catalogue: Outputs["catalogue"]["get"];
  place: Place | null;
  hotline: Line | undefined;
  /** What is typed to find a fault, for whoever keeps it. */
  typed?: (words: string) => void;
};

/** What: a group, then a fault in it; or typed in anybody's words, in either language. */
export function WhatStep({ draft, change, problems, catalogue, place, hotline, typed }: Props) {
  const t = useTranslations("portal.report.what");
  const triage = useTranslations("shared.triage");
  const why = useWhyWords();
  const zh = useLocale().startsWith("zh");
  const [filter, setFilter] = useState("");
  const possible = catalogue.faults.filter((fault) => place === null || fits(fault, place));
  const found = possible.filter((fault) => matches(filter, [fault.nameZh, fault.nameEn, ...fault.words]));
  // What is called so comes before what is only sometimes called so.
  const named = (fault: Fault) => matches(filter, [fault.nameZh, fault.nameEn]);
  const flat = filter === "" ? [] : [...found].sort((a, b) => Number(named(b)) - Number(named(a)));
  // Words that are in no name or phrase are understood after a pause; they come below, so that nothing moves.
  const proposal = useProposal(filter, place?.id ?? null, true, draft ? codeOf(draft).placeCode : undefined);
  const proposed = (filter === "" ? [] : (proposal?.faults ?? [])).flatMap((each) => {
    const fault = possible.find(({ code }) => code === each.faultCode);
    return fault === undefined || flat.includes(fault) ? [] : [{ fault, why: why(each.why) }];
  });
  const groups = catalogue.categories
    .map((category) => ({ category, faults: found.filter((fault) => fault.categoryCode === category.code) }))
    .filter(({ faults }) => faults.length > 0);

  const card = (fault: Fault, because = "") => (
    <label key={fault.code} className="portal-choice">
      <input
        type="radio"
        name="faultCode"
        value={fault.code}
        checked={draft?.faultCode === fault.code}
        onChange={() => change({ faultCode: fault.code })}
      />
      <span>
        {zh ? fault.nameZh : fault.nameEn}
        {because && <small className="portal-why">{because}</small>}
      </span>
    </label>
  );

  return (
    <fieldset id="faultCode" aria-describedby="faultCode-problem">
      <legend className="visually-hidden">{t("title")}</legend>
      <p>{t("hint")}</p>
      <FieldProblem field="faultCode" problems={problems} />
      <div className="portal-field">
        <label htmlFor="fault-filter">{t("filter")}</label>
        <p id="fault-filter-hint">{t("filterHint")}</p>
        <input
          id="fault-filter"
          type="search"
          dir="auto"
          value={filter}
          aria-describedby="fault-filter-hint"
          onChange={(event) => {
            setFilter(event.target.value);
            typed?.(event.target.value);
          }}
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        />
      </div>
      <p role="status">
        {filter === ""
          ? ""
          : found.length > 0
            ? t("found", { count: found.length })
            : proposed.length === 0
              ? t("nothing", { text: filter })
              : triage("perhaps")}
      </p>
      {flat.map((fault) => card(fault))}
      {proposed.length > 0 && (
        <div className="portal-proposed" data-testid="proposed-faults">
          {found.length > 0 && <p>{triage("perhaps")}</p>}
          {proposed.map(({ fault, why: because }) => card(fault, because))}
        </div>
      )}
      {filter !== "" && found.length === 0 && proposal?.kind !== "nothing" && (
        <NotRepair proposal={proposal} hotline={hotline} />
      )}
      {filter === "" &&
        groups.map(({ category, faults }) => (
          <Group
            // Drawn anew once the draft is there.
            key={`${category.code}${draft ? "" : "?"}`}
            open={faults.some((fault) => fault.code === draft?.faultCode)}
            summary={
              <>
                <CategoryIcon name={category.icon} />
                {zh ? category.nameZh : category.nameEn}
              </>
            }
          >
            {faults.map((fault) => card(fault))}
          </Group>
        ))}
    </fieldset>
  );
}
