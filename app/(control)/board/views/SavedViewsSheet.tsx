"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { Told } from "#app/_trpc/refusal.ts";
import { BoardSheet } from "../BoardSheet.tsx";
import { useWords } from "../useWords.ts";
import { SavedViewRow } from "./SavedViewRow.tsx";
import { lastingQuery, type useSavedViews } from "./useSavedViews.ts";

type Props = { kept: ReturnType<typeof useSavedViews>; close(): void };

/** Keep the present view under a name; rename, choose the first, let go. */
export function SavedViewsSheet({ kept, close }: Props) {
  const t = useTranslations("control.views");
  const words = useWords();
  const [name, setName] = useState("");
  const [told, setTold] = useState("");
  const say = (sent: { ok: true } | { ok: false; told: Told }): boolean => {
    if (sent.ok) setTold("");
    else
      setTold(
        sent.told.code === "STALE"
          ? t("changedElsewhere")
          : sent.told.field === "views"
            ? t("full", { max: Number(sent.told.params?.max ?? 0) })
            : words.refusal(sent.told),
      );
    return sent.ok;
  };
  async function keep(event: FormEvent) {
    event.preventDefault();
    if (say(await kept.save({ name, query: lastingQuery(location.search), opensFirst: false }))) setName("");
  }
  return (
    <BoardSheet title={t("saved")} close={close} testId="saved-sheet">
      <form className="saved-form" onSubmit={keep}>
        <label>
          <span>{t("name")}</span>
          <input
            value={name}
            maxLength={40}
            required
            data-testid="view-name"
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <button
          type="submit"
          className="control-button"
          data-primary="true"
          disabled={kept.pending || name.trim() === ""}
        >
          {kept.views.some((view) => view.name === name.trim()) ? t("replace") : t("keepNow")}
        </button>
      </form>
      {told && (
        <p className="sheet-refusal" role="alert">
          {told}
        </p>
      )}
      {kept.views.length === 0 && <p className="sheet-hint">{t("none")}</p>}
      <ul className="saved-list" aria-label={t("saved")}>
        {kept.views.map((view) => (
          <li key={view.name} data-testid="kept-view">
            <SavedViewRow
              view={view}
              pending={kept.pending}
              replaces={(name) => name !== view.name && kept.views.some((other) => other.name === name)}
              save={async (changed) => say(await kept.save(changed))}
              rename={async (to) => say(await kept.rename({ name: view.name, to }))}
              remove={async () => say(await kept.remove({ name: view.name }))}
            />
          </li>
        ))}
      </ul>
    </BoardSheet>
  );
}
