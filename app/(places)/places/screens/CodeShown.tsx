"use client";
import type { Ref } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { screenPath } from "#app/_display/secret.ts";
import type { Made } from "./Screens.tsx";

/** The code, large enough to be read across the room, and the link that brings it along. */
export function CodeShown({ made, ref }: { made: Made; ref: Ref<HTMLElement> }) {
  const t = useTranslations("policy.screens");
  const format = useFormatter();
  const address = `${window.location.origin}${screenPath}`;
  const time = format.dateTime(new Date(made.until), { timeStyle: "short" });
  return (
    <section className="screen-code" data-testid="screen-code" aria-live="polite" tabIndex={-1} ref={ref}>
      <h2>{t("code", { name: made.name })}</h2>
      <p className="screen-code-figures">{made.code}</p>
      <p>{t("codeWords", { address, time })}</p>
      <p>
        <a href={`${screenPath}#${made.code}`} target="_blank" rel="noreferrer">
          {t("link")}
        </a>
      </p>
    </section>
  );
}
