"use client";
import { useTranslations } from "use-intl";
import type { Line } from "#app/(portal)/Dangers.tsx";
import { phoneWords } from "#app/(portal)/phoneWords.ts";

/** Whom to call while no code comes. */
export function CallInstead({ lines }: { lines: Line[] }) {
  const t = useTranslations("portal");
  return (
    <ul className="portal-lines" data-testid="call-instead">
      {lines.map(({ id, name, number }) => (
        <li key={id}>
          <a href={`tel:${number}`}>
            <span>{t("hotline", { site: name })}</span>
            <b>{phoneWords(number)}</b>
          </a>
        </li>
      ))}
    </ul>
  );
}
