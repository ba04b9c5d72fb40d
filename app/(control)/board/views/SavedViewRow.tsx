"use client";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { SavedView } from "./useSavedViews.ts";

type Props = {
  view: SavedView;
  pending: boolean;
  /** Has another view this name already? */
  replaces(name: string): boolean;
  save(view: SavedView): Promise<boolean>;
  rename(to: string): Promise<boolean>;
  remove(): Promise<boolean>;
};

/** One kept view: make it the first, rename it, let it go. */
export function SavedViewRow({ view, pending, replaces, save, rename, remove }: Props) {
  const t = useTranslations("control.views");
  const [to, setTo] = useState<string | null>(null);
  const typed = useRef<HTMLInputElement>(null);
  const renaming = to !== null;
  useEffect(() => {
    if (renaming) typed.current?.select();
  }, [renaming]);
  if (to !== null)
    return (
      <form
        className="saved-form"
        onSubmit={async (event) => {
          event.preventDefault();
          if (await rename(to)) setTo(null);
        }}
      >
        <label>
          <span className="visually-hidden">{t("name")}</span>
          <input
            ref={typed}
            value={to}
            maxLength={40}
            required
            onChange={(event) => setTo(event.target.value)}
          />
        </label>
        <button type="submit" className="control-button" disabled={pending || to.trim() === ""}>
          {t(replaces(to.trim()) ? "replace" : "rename")}
        </button>
        <button type="button" className="control-button" onClick={() => setTo(null)}>
          {t("back")}
        </button>
      </form>
    );
  return (
    <>
      <span className="saved-name">{view.name}</span>
      <button
        type="button"
        className="filter-toggle"
        aria-pressed={view.opensFirst}
        disabled={pending}
        onClick={() => save({ ...view, opensFirst: !view.opensFirst })}
      >
        {t("opensFirst")}
      </button>
      <button
        type="button"
        className="control-button"
        aria-label={t("renameOf", { name: view.name })}
        onClick={() => setTo(view.name)}
      >
        {t("rename")}
      </button>
      <button
        type="button"
        className="control-button"
        aria-label={t("removeOf", { name: view.name })}
        disabled={pending}
        onClick={remove}
      >
        {t("remove")}
      </button>
    </>
  );
}
