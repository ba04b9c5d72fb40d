"use client";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { type Danger, dangers } from "./dangers.ts";
import { phoneWords } from "./phoneWords.ts";

export type Line = { name: string; number: string };

type Props = {
  /** The one that was tapped; its panel stands in place of the row. */
  chosen: Danger | null;
  /** Where this page is, without the danger. Each danger is this page with `danger=` added. */
  path: string;
  query: Record<string, string>;
  hotlines: Line[];
  alsoTell?: ((danger: Danger) => void) | undefined;
  alsoHref?: string | undefined;
  /** Nothing else is on the page once a danger is chosen, so it is the page's heading. */
  alone?: boolean;
};

/** Danger first: a row of five, and for each at most four lines of what to do and whom to call. Works without scripts. */
export function Dangers({ chosen, path, query, hotlines, alsoTell, alsoHref, alone = false }: Props) {
  const t = useTranslations("portal.danger");
  const address = (danger?: Danger) =>
    `${path}?${new URLSearchParams({ ...query, ...(danger ? { danger } : {}) }).toString()}`.replace(
      /\?$/,
      "",
    );
  if (chosen) {
    return (
      <DangerPanel
        key={chosen}
        danger={chosen}
        back={address()}
        hotlines={hotlines}
        alsoTell={alsoTell}
        alsoHref={alsoHref}
        Heading={alone ? "h1" : "h2"}
      />
    );
  }
  return (
    <nav className="portal-dangers" aria-label={t("ask")}>
      <p>{t("ask")}</p>
      <ul>
        {dangers.map((danger) => (
          <li key={danger}>
            <Link href={address(danger)} scroll={false} prefetch={false}>
              {t(`${danger}.name`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

type PanelProps = {
  danger: Danger;
  back: string;
  hotlines: Line[];
  alsoTell?: ((danger: Danger) => void) | undefined;
  alsoHref?: string | undefined;
  Heading: "h1" | "h2";
};

function DangerPanel({ danger, back, hotlines, alsoTell, alsoHref, Heading }: PanelProps) {
  const t = useTranslations("portal");
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
  }, []);
  const fire = danger === "fire";
  return (
    <section className="portal-stop" aria-labelledby="danger-title">
      <Heading id="danger-title" ref={title} tabIndex={-1}>
        {t(`danger.${danger}.name`)}
      </Heading>
      <SafetyLines danger={danger} />
      {fire && (
        <a className="portal-button portal-button-danger" href="tel:119">
          {t("danger.callFire")}
        </a>
      )}
      {hotlines.map(({ name, number }) => (
        <a
          key={number}
          className={`portal-button ${fire ? "portal-button-plain" : "portal-button-danger"}`}
          href={`tel:${number}`}
        >
          <span>
            {t("call", { number: phoneWords(number) })}
            {hotlines.length > 1 && <small>{name}</small>}
          </span>
        </a>
      ))}
      {hotlines.length === 0 && !fire && (
        <a className="portal-button portal-button-danger" href="tel:110">
          {t("emergency.police")}
        </a>
      )}
      {alsoTell && (
        <button type="button" className="portal-button portal-button-plain" onClick={() => alsoTell(danger)}>
          {t("danger.also")}
        </button>
      )}
      {alsoHref && (
        <a className="portal-button portal-button-plain" href={alsoHref}>
          {t("danger.also")}
        </a>
      )}
      <Link className="portal-link" href={back} scroll={false}>
        {t("danger.close")}
      </Link>
    </section>
  );
}

/** What to do now, in at most four lines. */
export function SafetyLines({ danger }: { danger: Danger }) {
  const t = useTranslations("portal.danger");
  return (
    <ol>
      {(["line1", "line2", "line3", "line4"] as const).map((line) => (
        <li key={line}>{t(`${danger}.${line}`)}</li>
      ))}
    </ol>
  );
}
