"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Overrule } from "#server/domain/dispatch/overrule.ts";
import { toOverrule } from "#server/domain/dispatch/overrule.ts";
import { useDesk } from "./desk.ts";
import { OverruleChoice, overruleOf, overruling } from "./OverruleChoice.tsx";
import type { Candidate } from "./useCandidates.ts";
import { useWords } from "./useWords.ts";

type Props = {
  to: Candidate;
  urgency: number;
  pending: boolean;
  send(overrule: Overrule): void;
  back(): void;
};

/** Somebody was picked against whom something speaks: why he is sent all the same, and Enter sends him. */
export function AssignOverrule({ to, urgency, pending, send, back }: Props) {
  const t = useTranslations("control.overrule");
  const words = useWords();
  const { linked } = useDesk();
  const [value, setValue] = useState(() => overruling(urgency));
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const radios = [...(form.current?.querySelectorAll<HTMLInputElement>("input[type=radio]") ?? [])];
    (radios.find((each) => each.checked) ?? radios[0])?.focus();
  }, []);
  function submit(event: FormEvent) {
    event.preventDefault();
    const overrule = overruleOf(value);
    setMissing(overrule === undefined);
    if (overrule !== undefined && linked && !pending) send(overrule);
  }
  const name = words.person(to);
  return (
    <form ref={form} className="sheet-form" onSubmit={submit} noValidate>
      <OverruleChoice
        name={name}
        whyNot={toOverrule(to.whyNot)}
        value={value}
        missing={missing}
        change={setValue}
      />
      <div className="sheet-foot">
        <button type="button" className="control-button" onClick={back}>
          {t("back")}
        </button>
        <button
          type="submit"
          className="control-button"
          data-primary="true"
          data-testid="overrule-send"
          aria-disabled={pending || !linked}
        >
          {t("send", { name })}
        </button>
      </div>
    </form>
  );
}
