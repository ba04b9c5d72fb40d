"use client";
import { useEffect, useRef, useState } from "react";
import { UrgencyMark } from "#app/_ui/UrgencyMark.tsx";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { aimWords } from "./draft.ts";
import { Line } from "./Line.tsx";
import { PolicyForm } from "./PolicyForm.tsx";
import { exceptionsAt, heldFor, type Scope } from "./scope.ts";
import type { Words } from "./useWords.ts";

type Props = { scope: Scope; urgency: UrgencyLevel; words: Words; say(words: string): void };

/** One urgency: what holds for any fault, the exceptions under it, and one more. */
export function Level({ scope, urgency, words, say }: Props) {
  const { t } = words;
  const [adding, setAdding] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(adding);
  useEffect(() => {
    if (was.current && !adding) button.current?.focus();
    was.current = adding;
  }, [adding]);
  const exceptions = exceptionsAt(scope, urgency);
  const any = { faultCode: null, categoryCode: null };
  return (
    <section
      className="promise-level"
      aria-labelledby={`level-${urgency}`}
      data-testid={`promise-level-${urgency}`}
    >
      <h2 id={`level-${urgency}`}>
        <UrgencyMark level={urgency} size={20} /> {words.urgency(urgency)}
      </h2>
      <Line scope={scope} urgency={urgency} aim="" words={words} say={say} />
      <h3>{t("exceptions")}</h3>
      {exceptions.length === 0 && <p>{t("noExceptions")}</p>}
      {exceptions.map((row) => (
        <Line
          key={aimWords(row)}
          scope={scope}
          urgency={urgency}
          aim={aimWords(row)}
          words={words}
          say={say}
        />
      ))}
      {adding ? (
        <PolicyForm
          scope={scope}
          urgency={urgency}
          held={heldFor(scope, { ...any, urgency })}
          aim={null}
          words={words}
          leave={() => setAdding(false)}
          done={(name) => {
            setAdding(false);
            say(t("saved", { name }));
          }}
        />
      ) : (
        <div className="places-acts">
          <button
            ref={button}
            type="button"
            className="places-button"
            aria-label={t("addLabel", { urgency: words.urgency(urgency) })}
            onClick={() => setAdding(true)}
          >
            {t("add")}
          </button>
        </div>
      )}
    </section>
  );
}
