"use client";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { isRefusal } from "#server/domain/refusal.ts";
import { readTyped } from "#server/domain/time/typed.ts";
import { useWords } from "../useWords.ts";

type Props = {
  label: string;
  name: string;
  /** As it is typed, on the clocks of the site. */
  value: string;
  timeZone: string;
  /** What keeps it from being sent, once that was tried. */
  wrong: boolean;
  change(typed: string): void;
};

/** A day and a minute on the site's clocks, with the sentence why what is typed is none. */
export function TimeField({ label, name, value, timeZone, wrong, change }: Props) {
  const t = useTranslations("control.incident");
  const words = useWords();
  const problem = useId();
  const read = readTyped(value, timeZone);
  const no = isRefusal(read) ? read : null;
  return (
    <div className="sheet-field">
      <label className="sheet-field">
        {label}
        <input
          type="datetime-local"
          name={name}
          value={value}
          aria-invalid={wrong && no !== null}
          aria-describedby={problem}
          onChange={(event) => change(event.target.value)}
        />
      </label>
      <p id={problem} role="alert" className="sheet-missing">
        {wrong && no !== null && (no.code === "NO_SUCH_TIME" ? words.refusal(no) : t("noTime"))}
      </p>
    </div>
  );
}

/** The instant of what is typed, the first one where the clocks show it twice; null where it is none. */
export function typedInstant(typed: string, timeZone: string): string | null {
  const read = readTyped(typed, timeZone);
  return isRefusal(read) ? null : read[0];
}
