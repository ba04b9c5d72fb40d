"use client";
import { useEffect, useRef } from "react";
import { useLocale, useTranslations } from "use-intl";
import { CallLines, type Line, SafetyLines } from "../Dangers.tsx";
import { DangerSent } from "../danger/DangerSent.tsx";
import { isNews, tellDanger, useToldDangers } from "../danger/toldDangers.ts";
import type { Danger } from "../dangers.ts";
import { callable } from "../lines.ts";

/** Where it is, as far as it has been said; null while not even the site is known. */
export type DangerPlace = {
  siteId: string;
  placeId?: string | undefined;
  placeCode?: string | undefined;
  placeWords: string;
  words: string;
} | null;

/**
 * The fault that was chosen can kill: what to do, whom to call and one press that tells the desk come before everything
 * else on the page, and take the focus. The ordinary report can be gone on with below. Drawn anew for another danger.
 */
export function FaultDanger({ danger, lines, at }: { danger: Danger; lines: Line[]; at: DangerPlace }) {
  const t = useTranslations("portal");
  const locale = useLocale().startsWith("zh") ? "zh" : "en";
  const title = useRef<HTMLHeadingElement>(null);
  const told = useToldDangers().find((each) => each.danger === danger && isNews(each));
  useEffect(() => {
    // Whoever walks through the choices with the arrow keys only hears it, and can walk on.
    if (document.activeElement?.matches("input[type=radio]:focus-visible")) return;
    title.current?.focus();
    title.current?.scrollIntoView({ block: "start" });
  }, []);

  function tell() {
    if (at === null) return;
    const hotline = callable(lines)[0]?.number ?? null;
    tellDanger({ danger, ...at, phone: "", locale }, hotline);
  }
  return (
    <section className="portal-stop" role="alert" data-testid="fault-danger">
      <h2 ref={title} tabIndex={-1}>
        {t(`danger.${danger}.name`)}
      </h2>
      <SafetyLines danger={danger} />
      <CallLines danger={danger} lines={lines} />
      {told !== undefined && <DangerSent told={told} />}
      {told === undefined && at !== null && (
        <button
          type="button"
          className="portal-button portal-button-plain"
          data-testid="tell-danger"
          onClick={tell}
        >
          {t("danger.also")}
        </button>
      )}
      {told === undefined && at === null && (
        <a className="portal-button portal-button-plain" href={`/report?danger=${danger}`}>
          {t("danger.also")}
        </a>
      )}
      <p>{t("danger.goOn")}</p>
    </section>
  );
}
