"use client";
import { useTranslations } from "use-intl";
import { isCleaned } from "#server/domain/text/words.ts";

/** Says quietly that not every character typed here is kept: those that turn the words around them. */
export function Cleaned({ typed, className }: { typed: string; className: string }) {
  const t = useTranslations("shared");
  return (
    <p role="status" className={className}>
      {isCleaned(typed) && t("cleaned")}
    </p>
  );
}
