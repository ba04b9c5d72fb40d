"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { presets, presetTerms } from "#server/domain/sla/presets.ts";
import { clockNames } from "#server/domain/sla/terms.ts";
import type { Scope } from "./scope.ts";
import type { Words } from "./useWords.ts";

const send = (sent: Inputs["promise"]["adopt"]) => api.promise.adopt.mutate(sent);
const codes = [...new Set(presets.map((each) => each.code))];

/** A shipped preset for a whole site: what it will write, level by level, and the taking over. */
export function Adopt({ scope, words, say }: { scope: Scope; words: Words; say(words: string): void }) {
  const { t } = words;
  const router = useRouter();
  const refusal = useRefusalWords();
  const { run, pending, told } = useCommand(send);
  const [preset, setPreset] = useState(codes[0]!);

  async function take() {
    const seen = scope.found.policies.filter((row) => row.siteId === scope.siteId).map((row) => row.id);
    const sent = await run({ siteId: scope.siteId, preset, seen });
    if (sent.ok) say(t("adopt.done", { preset }));
    router.refresh();
  }
  return (
    <details className="promise-adopt" data-testid="adopt">
      <summary>{t("adopt.title")}</summary>
      <div>
        <p>{t("adopt.words", { where: words.place(scope.siteId) })}</p>
        <label>
          {t("adopt.which")}
          <select name="preset" value={preset} onChange={(event) => setPreset(event.target.value)}>
            {codes.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <ul>
          {presets
            .filter((each) => each.code === preset)
            .map(({ urgency, danger = "", source, trust, notes = [] }) => {
              const { clocks } = presetTerms(preset, urgency, danger);
              return (
                <li key={`${urgency} ${danger}`}>
                  <b>{t("adopt.row", { urgency: words.urgency(urgency), danger })}</b>{" "}
                  {clockNames
                    .map((clock) => `${t(`clock.${clock}`)} ${words.term(clocks[clock])}`)
                    .join(" · ")}
                  <small>
                    {source} · {t(`adopt.trust.${trust}`)}
                  </small>
                  {notes.map((note) => (
                    <small key={note}>{t(`adopt.note.${note}`)}</small>
                  ))}
                </li>
              );
            })}
        </ul>
        <button type="button" className="places-button" aria-disabled={pending} onClick={take}>
          {t("adopt.act")}
        </button>
        {told && (
          <p role="alert" className="places-problem">
            {refusal(told)}
          </p>
        )}
      </div>
    </details>
  );
}
