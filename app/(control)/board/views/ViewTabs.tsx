"use client";
import { type KeyboardEvent, useRef } from "react";
import { useTranslations } from "use-intl";
import { Key } from "#app/_ui/Key.tsx";
import { views } from "./view.ts";
import { useViewing } from "./viewing.ts";

/** Four ways to look at the same live jobs; the panel beside stays as it is. */
export function ViewTabs() {
  const t = useTranslations("control.views");
  const { view, show } = useViewing();
  const bar = useRef<HTMLDivElement>(null);
  function pressed(event: KeyboardEvent) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const to = (views.indexOf(view) + by + views.length) % views.length;
    show(views[to]!);
    bar.current?.querySelectorAll<HTMLElement>("[role=tab]")[to]?.focus();
  }
  return (
    <div ref={bar} className="view-tabs" role="tablist" aria-label={t("label")} onKeyDown={pressed}>
      {views.map((each, index) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`view-tab-${each}`}
          data-testid={`view-${each}`}
          aria-selected={view === each}
          aria-controls="board-view"
          aria-keyshortcuts={String(index + 1)}
          tabIndex={view === each ? 0 : -1}
          onClick={() => show(each)}
        >
          {t(each)} <Key>{index + 1}</Key>
        </button>
      ))}
    </div>
  );
}
