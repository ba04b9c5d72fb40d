"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { aimOf, aimWords } from "./draft.ts";
import { PolicyForm } from "./PolicyForm.tsx";
import { heldFor, type Scope } from "./scope.ts";
import { TermsShown } from "./TermsShown.tsx";
import type { Words } from "./useWords.ts";

const send = (sent: Inputs["promise"]["retire"]) => api.promise.retire.mutate(sent);

type Props = {
  scope: Scope;
  urgency: UrgencyLevel;
  /** What it is for, as `aimWords` says it. */
  aim: string;
  words: Words;
  say(words: string): void;
};

/** What holds for one fault, category or any: shown, written anew, or retired. */
export function Line({ scope, urgency, aim, words, say }: Props) {
  const { t } = words;
  const router = useRouter();
  const refusal = useRefusalWords();
  const { run, pending, told } = useCommand(send);
  const [doing, setDoing] = useState<"change" | "retire" | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(doing);
  useEffect(() => {
    // Whoever wrote, or left it, is back where they began.
    if (was.current === "change" && doing === null) button.current?.focus();
    was.current = doing;
  }, [doing]);
  const held = heldFor(scope, { ...aimOf(aim), urgency });
  const own =
    held.row !== null && held.row.siteId === scope.siteId && aimWords(held.row) === aim ? held.row : null;
  const name = aim === "" ? t("any") : words.aim(aimOf(aim));

  async function retire() {
    if (own === null) return;
    const sent = await run({ siteId: scope.siteId, policyId: own.id });
    if (sent.ok) {
      setDoing(null);
      say(t("retired", { name }));
    }
    router.refresh();
  }
  if (doing === "change")
    return (
      <PolicyForm
        scope={scope}
        urgency={urgency}
        held={held}
        aim={aim}
        words={words}
        leave={() => setDoing(null)}
        done={(written) => {
          setDoing(null);
          say(t("saved", { name: written }));
        }}
      />
    );
  const next = own && heldFor(scope, { ...aimOf(aim), urgency }, own);
  return (
    <div className="promise-line" data-testid="promise-line" data-aim={aim}>
      {aim !== "" && <h4>{name}</h4>}
      <TermsShown held={held} urgency={urgency} scope={scope} words={words} />
      <div className="places-acts">
        <button
          ref={button}
          type="button"
          className="places-button"
          aria-label={t(own ? "changeLabel" : "ownLabel", { name: `${words.urgency(urgency)} ${name}` })}
          onClick={() => setDoing("change")}
        >
          {t(own || scope.siteId === null ? "change" : "own")}
        </button>
        {own && (
          <button
            type="button"
            className="places-button"
            aria-expanded={doing === "retire"}
            aria-label={t("retireLabel", { name: `${words.urgency(urgency)} ${name}` })}
            onClick={() => setDoing(doing === "retire" ? null : "retire")}
          >
            {t("retire")}
          </button>
        )}
        {next && doing === "retire" && (
          <>
            <span>
              {t("retireSure", {
                next: `${words.from(scope, next)} · ${t("clock.arrive")} ${words.term(next.terms.clocks.arrive)}`,
              })}
            </span>
            <button
              type="button"
              className="places-button"
              data-main="true"
              aria-disabled={pending}
              onClick={retire}
            >
              {t("retireYes")}
            </button>
            <button type="button" className="places-button" onClick={() => setDoing(null)}>
              {t("retireNo")}
            </button>
          </>
        )}
      </div>
      {told && (
        <p role="alert" className="places-problem">
          {refusal(told)}
        </p>
      )}
    </div>
  );
}
