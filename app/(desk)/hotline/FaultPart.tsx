"use client";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { type Proposal, useProposal } from "#app/_triage/useProposal.ts";
import { useWhyWords } from "#app/_triage/useWhyWords.ts";
import { Key } from "#app/_ui/Key.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { SafetyLines } from "#app/(portal)/Dangers.tsx";
import { isDanger } from "#app/(portal)/dangers.ts";
import { matches } from "#app/(portal)/report/matches.ts";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { Combobox } from "./Combobox.tsx";
import { type Call, type Fault, placeIdOf } from "./call.ts";
import { FieldError, isWrong, type Problem } from "./FieldError.tsx";
import { useDeskWords } from "./useDeskWords.ts";

type Props = { call: Call; put(patch: Partial<Call>): void; faults: Fault[]; problems: Problem[] };
const levels = [1, 2, 3, 4] as const;
const most = 8;
/** Surer than this the caller's words have to be before the operator is told that they are no repair. */
const sure = 0.12;
/** A fault in the list; `why` where the words say so and no name does. */
type Item = { fault: Fault; why: string };

/** What: a fault in anybody's words, how urgent, and what the caller says of it. */
export function FaultPart({ call, put, faults, problems }: Props) {
  const t = useTranslations("desk.fault");
  const urgencies = useTranslations("shared.urgency");
  const words = useDeskWords();
  const [typed, type] = useState("");
  const chosen = faults.find((fault) => fault.code === call.faultCode);
  const triage = useTranslations("shared.triage");
  const why = useWhyWords();
  const proposal = useProposal(typed, placeIdOf(call), true);
  const found = useMemo(() => {
    const named = search(faults, typed).map((fault) => ({ fault, why: "" }));
    return [...named, ...proposed(proposal, faults, why, named)];
  }, [faults, typed, proposal, why]);
  const written = useProposal(call.description, placeIdOf(call));
  const likely = proposed(written, faults, why, []).find(({ fault }) => fault.code !== call.faultCode);

  function choose(fault: Fault) {
    put({ faultCode: fault.code, urgency: fault.urgency as UrgencyLevel });
    type("");
  }

  return (
    <section aria-labelledby="fault-title" className="desk-part">
      <h2 id="fault-title">{t("title")}</h2>
      <div className="desk-field">
        <label id="fault-label" htmlFor="fault">
          {t("search")}
        </label>
        <Combobox
          id="fault"
          testId="fault-search"
          value={typed}
          type={type}
          items={found}
          keyOf={({ fault }) => fault.code}
          choose={({ fault }) => choose(fault)}
          status={typed.trim() === "" ? t("hint") : t("found", { count: found.length })}
          describedBy="fault-error"
          invalid={isWrong("fault", problems)}
        >
          {({ fault, why: because }) => (
            <>
              <Urgency level={fault.urgency as UrgencyLevel} size={16} />
              <span>
                {words.fault(fault)}
                {because && <small className="desk-why">{because}</small>}
              </span>
            </>
          )}
        </Combobox>
        {chosen && (
          <p className="desk-chosen" data-testid="fault-chosen">
            {t("chosen")} <strong>{words.fault(chosen)}</strong>
          </p>
        )}
        <FieldError field="fault" problems={problems} />
      </div>
      {chosen && isDanger(chosen.danger) && (
        <div className="desk-script" role="alert" data-testid="safety-script">
          <h3>{t("readAloud")}</h3>
          <SafetyLines danger={chosen.danger} />
        </div>
      )}
      <fieldset className="desk-urgencies" aria-describedby="urgency-error">
        <legend>{t("urgency")}</legend>
        {levels.map((level) => (
          <label key={level} data-testid={`urgency-${level}`}>
            <input
              type="radio"
              name="urgency"
              checked={call.urgency === level}
              onChange={() => put({ urgency: level })}
            />
            <Urgency level={level} size={20} />
            <span>{urgencies(`u${level}`)}</span>
            <Key>Alt {level}</Key>
          </label>
        ))}
        {chosen && (
          <p className="desk-hint">
            {call.urgency === chosen.urgency
              ? t("proposed")
              : t("changed", { usual: urgencies(`u${chosen.urgency as UrgencyLevel}`) })}
          </p>
        )}
        <FieldError field="urgency" problems={problems} />
      </fieldset>
      <div className="desk-field">
        <label htmlFor="description">{t("words")}</label>
        <textarea
          id="description"
          data-testid="description"
          rows={4}
          dir="auto"
          value={call.description}
          aria-describedby="description-error"
          aria-invalid={isWrong("description", problems)}
          onChange={(event) => put({ description: event.target.value })}
        />
        <FieldError field="description" problems={problems} />
        <div role="status">
          {likely && !chosen && (
            <p className="desk-hint" data-testid="likely-fault">
              {t("likely")} {likely.why}{" "}
              <button type="button" className="desk-button" onClick={() => choose(likely.fault)}>
                {triage("take", { fault: words.fault(likely.fault) })}
              </button>
            </p>
          )}
          {written !== null && written.kind !== "repair" && written.kindConfidence >= sure && (
            <p className="desk-hint" data-testid="not-repair">
              {t("notRepair", { kind: triage(`kind.${written.kind}`) })}
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

/** What the words say where no name does, likeliest first. */
function proposed(
  proposal: Proposal | null,
  faults: Fault[],
  whyWords: (why: Proposal["faults"][number]["why"]) => string,
  named: Item[],
): Item[] {
  return (proposal?.faults ?? []).flatMap(({ faultCode, why }) => {
    const fault = faults.find(({ code }) => code === faultCode);
    if (fault === undefined || named.some((item) => item.fault === fault)) return [];
    return [{ fault, why: whyWords(why) }];
  });
}

/** What is called so, then what is only sometimes called so. */
function search(faults: Fault[], typed: string): Fault[] {
  if (typed.trim() === "") return [];
  const named = (fault: Fault) => matches(typed, [fault.nameZh, fault.nameEn]);
  return faults
    .filter((fault) => named(fault) || matches(typed, [fault.code, ...fault.words]))
    .sort((a, b) => Number(named(b)) - Number(named(a)))
    .slice(0, most);
}
