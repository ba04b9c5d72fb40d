"use client";
import { X } from "lucide-react";
import { type RefObject, useMemo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useDesk } from "../desk.ts";
import { asks, type Filter, isFiltered, noFilter, type Stage, stages } from "../filterTickets.ts";
import { useWords } from "../useWords.ts";
import { FilterChoice } from "./FilterChoice.tsx";
import { usePlaceName } from "./usePlaceName.ts";
import { useTyped } from "./useTyped.ts";
import { useTicketList, useViewing } from "./viewing.ts";

type Props = { finder: RefObject<HTMLInputElement | null>; done(): void };

/** What of the board is wanted; all of it stands in the address. Esc in the text goes back to the jobs. */
export function FilterBar({ finder, done }: Props) {
  const t = useTranslations("control");
  const { filter, setFilter, sites, technicians } = useDesk();
  const { categories } = useViewing();
  const words = useWords();
  const set = (part: Partial<Filter>) => setFilter({ ...filter, ...part });
  const { typed, type, settle } = useTyped(filter.text, (text) => set({ text }));
  const people = useMemo(
    () =>
      [...technicians.values()]
        .filter((who) => who.siteIds.some((siteId) => asks(filter.siteIds, siteId)))
        .map((who) => [who.id, words.person(who)] as const),
    [technicians, filter.siteIds, words],
  );
  return (
    <search className="queue-filter" aria-label={t("filter.label")}>
      <input
        ref={finder}
        type="search"
        value={typed}
        placeholder={t("filter.text")}
        aria-label={t("filter.textHelp")}
        title={t("filter.textHelp")}
        aria-keyshortcuts="/"
        onChange={(event) => type(event.target.value.slice(0, 80))}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || (event.key !== "Escape" && event.key !== "Enter")) return;
          event.preventDefault();
          settle();
          event.currentTarget.blur();
          done();
        }}
      />
      {sites.size > 1 && (
        <FilterChoice
          label={t("filter.site")}
          name="site"
          values={filter.siteIds}
          options={[...sites.keys()].map((id) => [id, words.site(id)])}
          choose={(siteIds) => set({ siteIds, at: "" })}
        />
      )}
      <FilterChoice
        label={t("filter.urgency")}
        name="urgency"
        values={filter.urgencies.map(String)}
        options={([1, 2, 3, 4] as const).map((level) => [
          String(level),
          `${level} ${t(`urgency.u${level}`)}`,
        ])}
        choose={(levels) => set({ urgencies: levels.map(Number) })}
      />
      <FilterChoice
        label={t("views.stage")}
        name="state"
        values={filter.stages}
        options={stages.map((stage) => [stage, t(`views.stages.${stage}`)])}
        choose={(chosen) => set({ stages: chosen as Stage[] })}
      />
      <FilterChoice
        label={t("views.category")}
        name="trade"
        values={filter.categories}
        options={categories.map((each) => [each.code, words.zh ? each.nameZh : each.nameEn])}
        choose={(categories) => set({ categories })}
      />
      <FilterChoice
        label={t("views.who")}
        name="who"
        values={filter.who}
        options={[["none", t("views.nobody")], ...people]}
        choose={(who) => set({ who })}
      />
      <button
        type="button"
        className="filter-toggle"
        aria-pressed={filter.late}
        onClick={() => set({ late: !filter.late })}
      >
        {t("views.late")}
      </button>
      <button
        type="button"
        className="filter-toggle"
        aria-pressed={filter.incident}
        onClick={() => set({ incident: !filter.incident })}
      >
        {t("views.inIncident")}
      </button>
      {filter.at !== "" && <Picked at={filter.at} clear={() => set({ at: "" })} />}
      <Found clear={isFiltered(filter) ? () => setFilter(noFilter) : null} />
    </search>
  );
}

/** The place that was picked in the plan, in the reader's words as far as a job tells them. */
function Picked({ at, clear }: { at: string; clear(): void }) {
  const t = useTranslations("control.views");
  const place = usePlaceName(at);
  return (
    <button
      type="button"
      className="filter-toggle"
      aria-pressed
      aria-label={t("notAt", { place })}
      onClick={clear}
    >
      {place} <X size={13} aria-hidden />
    </button>
  );
}

/** How many pass, of how many that are open. */
function Found({ clear }: { clear: (() => void) | null }) {
  const t = useTranslations("control.views");
  const format = useFormatter();
  const { list } = useViewing();
  const { found, open } = useTicketList(list);
  return (
    <span className="filter-found" data-testid="found" data-found={found} data-open={open}>
      {clear === null
        ? t("all", { open: format.number(open) })
        : t("found", { found: format.number(found), open: format.number(open) })}
      {clear && (
        <button type="button" className="filter-clear" data-testid="filter-clear" onClick={clear}>
          {t("clear")}
        </button>
      )}
    </span>
  );
}
