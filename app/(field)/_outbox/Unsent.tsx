"use client";
import { useTranslations } from "use-intl";
import type { Unsent as Count } from "./queue.ts";

/** What of one job is on this phone only, in words. */
export function Unsent({ changes, photos }: Count) {
  const t = useTranslations("field.outbox");
  if (changes + photos === 0) return null;
  return (
    <span className="field-unsent" data-testid="unsent">
      {t("sum", { changes, photos, both: changes > 0 && photos > 0 ? "yes" : "no" })}
    </span>
  );
}
