"use client";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { type Overrule, overruleReasons } from "#server/domain/dispatch/overrule.ts";
import { useWhyNotWords } from "./useWhyNotWords.ts";

/** What is filled in so far; an emergency is a reason of its own. */
export type Overruling = { reason: Overrule["reason"] | ""; words: string };
export function overruling(urgency: number): Overruling {
  return { reason: urgency === 1 ? "urgent" : "", words: "" };
}

/** Ready to be sent; undefined while no reason is chosen. */
export function overruleOf({ reason, words }: Overruling): Overrule | undefined {
  return reason === "" ? undefined : { reason, words };
}

type Props = {
  name: string;
  whyNot: Parameters<ReturnType<typeof useWhyNotWords>>[0];
  value: Overruling;
  missing: boolean;
  change(value: Overruling): void;
};

/** Why somebody is sent although something speaks against him: the same wherever a person may send one. */
export function OverruleChoice({ name, whyNot, value, missing, change }: Props) {
  const t = useTranslations("control.overrule");
  const why = useWhyNotWords();
  const id = useId();
  return (
    <div className="sheet-overrule" data-testid="overrule">
      <fieldset className="sheet-choices" aria-describedby={missing ? `${id}-missing` : undefined}>
        <legend>{t("title", { name, why: why(whyNot) })}</legend>
        {missing && (
          <p id={`${id}-missing`} className="sheet-missing" role="alert">
            {t("missing")}
          </p>
        )}
        {overruleReasons.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={`${id}-overrule`}
              value={each}
              checked={value.reason === each}
              onChange={() => change({ ...value, reason: each })}
            />
            {t(`reason.${each}`)}
          </label>
        ))}
      </fieldset>
      <label className="sheet-field">
        {t("words")}
        <input
          name="overrule-words"
          maxLength={200}
          value={value.words}
          onChange={(event) => change({ ...value, words: event.target.value })}
        />
      </label>
    </div>
  );
}
