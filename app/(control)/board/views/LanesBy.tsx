"use client";
import { useTranslations } from "use-intl";
import { useViewing } from "./viewing.ts";

/** Lanes by technician, or by how far the jobs are. */
export function LanesBy() {
  const t = useTranslations("control.views");
  const { byState, setByState } = useViewing();
  return (
    <fieldset className="lanes-by" aria-label={t("lanesBy")}>
      {([false, true] as const).map((each) => (
        <button
          key={String(each)}
          type="button"
          className="filter-toggle"
          data-testid={each ? "lanes-by-state" : "lanes-by-person"}
          aria-pressed={byState === each}
          onClick={() => setByState(each)}
        >
          {t(each ? "byState" : "byPerson")}
        </button>
      ))}
    </fieldset>
  );
}
