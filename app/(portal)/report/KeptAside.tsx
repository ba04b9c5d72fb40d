"use client";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { keepsWaiting } from "./waiting.ts";

/** In place of the form while what was pressed waits for the network: it needs nobody any more, and another can be written. */
export function KeptAside({ again }: { again: () => void }) {
  const t = useTranslations("portal.waits");
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    title.current?.focus();
  }, []);
  return (
    <>
      <h1 ref={title} tabIndex={-1}>
        {t("title")}
      </h1>
      <p>{t(keepsWaiting() ? "kept" : "loose")}</p>
      <button type="button" className="portal-button portal-button-plain" onClick={again}>
        {t("another")}
      </button>
    </>
  );
}
