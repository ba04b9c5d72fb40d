"use client";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { Key } from "#app/_ui/Key.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { SafetyLines } from "#app/(portal)/Dangers.tsx";
import { isDanger } from "#app/(portal)/dangers.ts";
import { matches } from "#app/(portal)/report/matches.ts";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { Combobox } from "./Combobox.tsx";
import type { Call, Fault } from "./call.ts";
import { FieldError, isWrong, type Problem } from "./FieldError.tsx";
import { useDeskWords } from "./useDeskWords.ts";

type Props = { call: Call; put(patch: Partial<Call>): void; faults: Fault[]; problems: Problem[] };
const levels = [1, 2, 3, 4] as const;
const most = 8;

/** What: a fault in anybody's words, how urgent, and what the caller says of it. */
export function FaultPart({ call, put, faults, problems }: Props) {
  const t = useTranslations("desk.fault");
  const urgencies = useTranslations("shared.urgency");
  const words = useDeskWords();
  const [typed, type] = useState("");
  const chosen = faults.find((fault) => fault.code === call.faultCode);
  const found = useMemo(() => search(faults, typed), [faults, typed]);

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
          keyOf={(fault) => fault.code}
          choose={choose}
          status={typed.trim() === "" ? t("hint") : t("found", { count: found.length })}
          describedBy="fault-error"
          invalid={isWrong("fault", problems)}
        >
          {(fault) => (
            <>
              <Urgency level={fault.urgency as UrgencyLevel} size={16} />
              <span>{words.fault(fault)}</span>
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
          value={call.description}
          aria-describedby="description-error"
          aria-invalid={isWrong("description", problems)}
          onChange={(event) => put({ description: event.target.value })}
        />
        <FieldError field="description" problems={problems} />
      </div>
    </section>
  );
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
