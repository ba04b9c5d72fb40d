"use client";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import type { Detail } from "./detail.ts";
import type { Story } from "./useStory.ts";

/** The code changes by itself, and is void after wrong tries: the page asks for it this often, ms. */
const asks = 60_000;

type Props = { detail: Detail; story: Story; refetch: () => Promise<void> };

/** While the technician is there: the six digits with which the owner agrees in place of a signature, for a while. */
export function OwnerCode({ detail, story, refetch }: Props) {
  const t = useTranslations("portal.ownerCode");
  const shown = detail.ownerCode;
  const waits = shown !== null;
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => void refetch(), asks);
    return () => clearInterval(timer);
  }, [waits, refetch]);
  if (!shown) return null;
  return (
    <section aria-labelledby="owner-code-title" data-testid="owner-code">
      <h2 id="owner-code-title">{t("title")}</h2>
      {shown.code === null ? (
        <p role="status">{t("void", { time: story.time(shown.from) })}</p>
      ) : (
        <>
          <p className="portal-owner-code">{shown.code}</p>
          <p>{t("words")}</p>
          <p className="portal-aside">{t("until", { time: story.time(shown.until) })}</p>
        </>
      )}
    </section>
  );
}
