"use client";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { Loading } from "./useBoardStore.ts";

/** Says that the board is not whole yet, once that has lasted a second. */
export function LoadNotice({ loading, shown, more }: { loading: Loading; shown: number; more: boolean }) {
  const t = useTranslations("control");
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 1_000);
    return () => clearTimeout(timer);
  }, []);
  if (loading === "ready" && !more) return null;
  if (loading === "loading" && !slow) return null;
  const words = {
    loading: t("loadingAll", { count: shown }),
    failed: t("loadFailed", { count: shown }),
    ready: t("more", { count: 20_000 }),
  }[loading];
  return (
    <div className="control-notice" role="status">
      {loading === "loading" && <progress aria-label={words} />}
      {words}
    </div>
  );
}
