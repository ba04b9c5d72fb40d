"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { TellDanger, type Where } from "./danger/TellDanger.tsx";
import { useChosenDanger } from "./danger/useChosenDanger.ts";
import { type Danger, dangers } from "./dangers.ts";
import { phoneWords } from "./phoneWords.ts";

/** A site, and whom to call there. */
export type Line = { id: string; name: string; number: string };

type Props = {
  /** Where the page of a danger is. Each danger is that page with `danger=` added. */
  path: string;
  lines: Line[];
  where?: Where;
  /** Nothing else is on the page once a danger is chosen, so it is the page's heading. */
  alone?: boolean;
};

/**
 * Danger first: a row of six, and for each at most four lines of what to do, whom to call, and one press that tells the
 * desk. The words and numbers work without scripts, and once the page is there without a network.
 */
export function Dangers({ path, lines, where = {}, alone = false }: Props) {
  const t = useTranslations("portal.danger");
  const chosen = useChosenDanger();
  const here = usePathname();
  const address = (danger?: Danger) => (danger ? `${path}?danger=${danger}` : path);
  /** Within the page no server is asked, so that a lost network hides no safety words. */
  const turn = (to: string) => (event: MouseEvent) => {
    if (here !== path || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    window.history.pushState(null, "", to);
    window.scrollTo(0, 0);
  };
  if (chosen) {
    return (
      <DangerPanel
        key={chosen}
        danger={chosen}
        lines={lines}
        where={where}
        Heading={alone ? "h1" : "h2"}
        close={
          <Link className="portal-link" href={address()} scroll={false} onClick={turn(address())}>
            {t("close")}
          </Link>
        }
      />
    );
  }
  return (
    <nav className="portal-dangers" aria-label={t("ask")}>
      <p>{t("ask")}</p>
      <ul>
        {dangers.map((danger) => (
          <li key={danger}>
            <Link href={address(danger)} scroll={false} prefetch={false} onClick={turn(address(danger))}>
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
  lines: Line[];
  where: Where;
  Heading: "h1" | "h2";
  close: ReactNode;
};

function DangerPanel({ danger, lines, where, Heading, close }: PanelProps) {
  const t = useTranslations("portal");
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
  }, []);
  const fire = danger === "fire";
  return (
    <>
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
        {lines.map(({ name, number }) => (
          <a
            key={number}
            className={`portal-button ${fire ? "portal-button-plain" : "portal-button-danger"}`}
            href={`tel:${number}`}
          >
            <span>
              {t("call", { number: phoneWords(number) })}
              {lines.length > 1 && <small>{name}</small>}
            </span>
          </a>
        ))}
        {lines.length === 0 && !fire && (
          <a className="portal-button portal-button-danger" href="tel:110">
            {t("emergency.police")}
          </a>
        )}
      </section>
      <TellDanger danger={danger} lines={lines} where={where} />
      {close}
    </>
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
