"use client";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { Kept } from "../../_outbox/kept.ts";
import { mend } from "../../_outbox/outbox.ts";

const guideParts = ["way", "access", "valve"] as const;

/** His own words that were refused, a note or what the next one should know, to be said otherwise in their own place. */
export function MendWords({ mine, close }: { mine: Kept; close(): void }) {
  const t = useTranslations("field");
  const id = useId();
  const [said, setSaid] = useState(wordsOf(mine.step));
  const [trouble, setTrouble] = useState("");
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (mine.step.verb === "note" && said.words?.trim() === "") return setTrouble(t("outbox.needWords"));
    try {
      await mend(mine.key, null, {
        step: { ...mine.step, ...said } as Kept["step"],
        pictures: mine.pictures,
      });
      close();
    } catch {
      setTrouble(t("told.noRoom"));
    }
  }
  return (
    <form className="field-way-form" onSubmit={submit} data-testid="mend-words">
      {Object.entries(said).map(([part, words]) => (
        <p key={part}>
          <label htmlFor={`${id}${part}`}>
            {part === "words" ? t("outbox.did.note") : t(`way.${part as "way"}`)}
          </label>
          <textarea
            id={`${id}${part}`}
            name={part}
            rows={part === "words" ? 6 : 2}
            maxLength={part === "words" ? 8000 : 300}
            dir="auto"
            value={words}
            onChange={({ target }) => setSaid({ ...said, [part]: target.value })}
          />
        </p>
      ))}
      {trouble !== "" && (
        <p role="alert" className="field-problem">
          {trouble}
        </p>
      )}
      <button type="submit" className="field-button" data-testid="mend-words-send">
        {t("outbox.sendSo")}
      </button>
      <button type="button" className="field-plain" onClick={close}>
        {t("outbox.leaveSo")}
      </button>
    </form>
  );
}

/** What can be said otherwise in it, under the names of the wire. */
function wordsOf(step: Kept["step"]): Record<string, string> {
  if (step.verb === "note") return { words: step.words };
  if (step.verb !== "guide") return {};
  return Object.fromEntries(
    guideParts.flatMap((part) => {
      const words = step[part];
      return words === undefined ? [] : [[part, words]];
    }),
  );
}
