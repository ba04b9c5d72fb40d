"use client";
import { useEffect, useRef, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Outputs } from "#app/_trpc/client.ts";
import { Allow } from "./Allow.tsx";
import { CodeShown } from "./CodeShown.tsx";
import { Screen } from "./Screen.tsx";

export type Found = Outputs["display"]["list"];
export type Made = { name: string; code: string; until: string };

/** The screens that show one's sites, and another one. */
export function Screens({ found }: { found: Found }) {
  const t = useTranslations("policy.screens");
  const zh = useLocale().startsWith("zh");
  const [made, setMade] = useState<Made | null>(null);
  const shown = useRef<HTMLElement>(null);
  useEffect(() => {
    if (made !== null) shown.current?.focus();
  }, [made]);
  const siteName = (id: string) => {
    const site = found.sites.find((each) => each.id === id);
    return site ? (zh ? site.nameZh : site.nameEn) : "…";
  };
  return (
    <>
      {made && <CodeShown ref={shown} made={made} />}
      <Allow sites={found.sites} siteName={siteName} made={setMade} />
      <h2>{t("list")}</h2>
      {found.displays.length === 0 && <p>{t("none")}</p>}
      <ul className="modes-list" data-testid="screens">
        {found.displays.map((each) => (
          <Screen key={each.id} screen={each} now={found.now} siteName={siteName} made={setMade} />
        ))}
      </ul>
    </>
  );
}
