"use client";
import { useTranslations } from "use-intl";
import { longest } from "../recordDraft.ts";

type Props = {
  name: keyof typeof longest;
  title: string;
  hint?: string;
  /** Common words; a tap adds one to what is written. */
  chips?: string[];
  value: string | undefined;
  write: (words: string) => void;
  problem: string | undefined;
};

/** A text of the record, with the words that are said most often as taps. */
export function RecordWords({ name, title, hint, chips = [], value = "", write, problem }: Props) {
  const t = useTranslations("field.record");
  const left = longest[name] - [...value].length;
  const describedBy = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(" ");
  return (
    <div className="field-text" data-problem={problem !== undefined}>
      <label htmlFor={name}>{title}</label>
      {hint && (
        <p id={`${name}-hint`} className="field-aside">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${name}-problem`} className="field-problem">
          {problem}
        </p>
      )}
      <textarea
        id={name}
        rows={name === "materials" ? 2 : 3}
        maxLength={longest[name]}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={describedBy || undefined}
        onChange={(event) => write(event.target.value)}
      />
      {left <= 100 && <p className="field-aside">{t("left", { count: left })}</p>}
      {chips.length > 0 && (
        <div className="field-chips">
          {chips.map((chip) => (
            <button
              key={chip}
              type="button"
              aria-label={t("chip", { word: chip })}
              disabled={left <= chip.length}
              onClick={() => write(joined(value, chip, t("join")))}
            >
              {chip}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function joined(before: string, chip: string, join: string): string {
  return before.trim() === "" ? chip : `${before.trimEnd()}${join}${chip}`;
}
