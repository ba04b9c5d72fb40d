"use client";
import { useEffect, useState } from "react";
import { useLocale } from "use-intl";
import { type Twin, twinsOf } from "./twins.ts";

const none: Twin = () => undefined;
let known: { locale: string; twin: Twin } | null = null;

/** What the board's controls are called in the other language; its words are fetched when the palette is first opened. */
export function useTwins(): Twin {
  const locale = useLocale();
  const [twin, setTwin] = useState<Twin>(() => (known?.locale === locale ? known.twin : none));
  useEffect(() => {
    if (known?.locale === locale) return;
    let over = false;
    Promise.all([
      import("#app/_i18n/messages/zh/control.ts"),
      import("#app/_i18n/messages/en/control.ts"),
    ]).then(
      ([zh, en]) => {
        const [mine, other] = locale === "zh" ? [zh.control, en.control] : [en.control, zh.control];
        known = { locale, twin: twinsOf(mine, other) };
        const { twin: fresh } = known;
        if (!over) setTwin(() => fresh);
      },
      () => {},
    );
    return () => {
      over = true;
    };
  }, [locale]);
  return twin;
}
