"use client";
import { useTranslations } from "use-intl";
import type { Target } from "./drop.ts";

/** What letting go over this row asks for. */
export function RowVerdict({ over }: { over: Target["to"] | null }) {
  const t = useTranslations("control");
  if (over === null) return null;
  return (
    <span className="row-verdict">
      {over === "incident" ? t("incident.attach.mayDrop") : t("queue.mayMerge")}
    </span>
  );
}
