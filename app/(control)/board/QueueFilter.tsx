"use client";
import type { RefObject } from "react";
import { useTranslations } from "use-intl";
import { useDesk } from "./desk.ts";
import { useWords } from "./useWords.ts";

/** Text, site and urgency; all three stand in the address. Esc in the text goes back to the cards. */
export function QueueFilter({ finder, done }: { finder: RefObject<HTMLInputElement | null>; done(): void }) {
  const t = useTranslations("control");
  const { filter, setFilter, sites } = useDesk();
  const words = useWords();
  return (
    <search className="queue-filter" aria-label={t("filter.label")}>
      <input
        ref={finder}
        type="search"
        value={filter.text}
        placeholder={t("filter.text")}
        aria-label={t("filter.text")}
        aria-keyshortcuts="/"
        onChange={(event) => setFilter({ ...filter, text: event.target.value.slice(0, 80) })}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || (event.key !== "Escape" && event.key !== "Enter")) return;
          event.preventDefault();
          event.currentTarget.blur();
          done();
        }}
      />
      <select
        value={filter.urgency}
        aria-label={t("filter.urgency")}
        onChange={(event) => setFilter({ ...filter, urgency: Number(event.target.value) })}
      >
        <option value={0}>{t("filter.allUrgencies")}</option>
        {([1, 2, 3, 4] as const).map((level) => (
          <option key={level} value={level}>
            {level} {t(`urgency.u${level}`)}
          </option>
        ))}
      </select>
      {sites.size > 1 && (
        <select
          value={filter.siteId}
          aria-label={t("filter.site")}
          onChange={(event) => setFilter({ ...filter, siteId: event.target.value })}
        >
          <option value="">{t("filter.allSites")}</option>
          {[...sites.values()].map((site) => (
            <option key={site.id} value={site.id}>
              {words.site(site.id)}
            </option>
          ))}
        </select>
      )}
    </search>
  );
}
