"use client";
import { useTranslations } from "use-intl";
import type { Kept } from "./useKept.ts";

/** The words read like something that no technician can mend. */
export function NotRepairLine({ kept }: { kept: Kept }) {
  const t = useTranslations("control.triage");
  const kinds = useTranslations("shared.triage.kind");
  if (kept.kind === "repair") return null;
  const words = kept.kindWords.join(" · ") || "…";
  return (
    <p className="proposal-not" data-testid="not-repair">
      {t("notRepair", { kind: kinds(kept.kind), words })}
    </p>
  );
}
