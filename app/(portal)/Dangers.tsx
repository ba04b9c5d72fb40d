"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { TellDanger, type Where } from "./danger/TellDanger.tsx";
import { useChosenDanger } from "./danger/useChosenDanger.ts";
import { type Danger, dangers } from "./dangers.ts";
import { callable } from "./lines.ts";
import { phoneWords } from "./phoneWords.ts";

/** A site, and whom to call there; `mine` where the reader has a home. */
export type Line = { id: string; name: string; number: string; mine: boolean };

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
  return (
    <>
      <section className="portal-stop" aria-labelledby="danger-title">
        <Heading id="danger-title" ref={title} tabIndex={-1}>
          {t(`danger.${danger}.name`)}
        </Heading>
        <SafetyLines danger={danger} />
        <CallLines danger={danger} lines={lines} />
      </section>
      <TellDanger danger={danger} lines={lines} where={where} />
      {close}
    </>
  );
}

/** Whom to call: the fire service first where it burns, then the desks, those of the own homes before all others. */
export function CallLines({ danger, lines }: { danger: Danger; lines: Line[] }) {
  const t = useTranslations("portal");
  const fire = danger === "fire";
  const own = callable(lines).filter(({ mine }) => mine);
  const first = own.length > 0 ? own : callable(lines);
  const others = callable(lines).filter((line) => !first.includes(line));
  return (
    <>
      {fire && (
        <a className="portal-button portal-button-danger" href="tel:119">
          {t("danger.callFire")}
        </a>
      )}
      {first.map((line) => (
        <CallLine key={line.id} line={line} plain={fire} named={first.length > 1} />
      ))}
      {others.length > 0 && (
        <details className="portal-group">
          <summary>{t("danger.otherSites")}</summary>
          {others.map((line) => (
            <CallLine key={line.id} line={line} plain named />
          ))}
        </details>
      )}
      {first.length === 0 && !fire && (
        <a className="portal-button portal-button-danger" href="tel:110">
          {t("emergency.police")}
        </a>
      )}
    </>
  );
}

function CallLine({ line, plain, named }: { line: Line; plain: boolean; named: boolean }) {
  const t = useTranslations("portal");
  return (
    <a
      className={`portal-button ${plain ? "portal-button-plain" : "portal-button-danger"}`}
      href={`tel:${line.number}`}
    >
      <span>
        {t("call", { number: phoneWords(line.number) })}
        {named && <small>{line.name}</small>}
      </span>
    </a>
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
