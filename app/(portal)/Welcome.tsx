"use client";
import { useTranslations } from "use-intl";
import { Dangers, type Line } from "./Dangers.tsx";
import { UnlessDanger } from "./danger/UnlessDanger.tsx";
import { callable } from "./lines.ts";
import { phoneWords } from "./phoneWords.ts";

/** The door for somebody who is not signed in: what this is, report, sign in, and whom to call in danger. */
export function Welcome({ hotlines }: { hotlines: Line[] }) {
  const t = useTranslations("portal");
  return (
    <>
      <h1 className="visually-hidden">{t("title")}</h1>
      <UnlessDanger>
        <p className="portal-lead">{t("home.welcome")}</p>
      </UnlessDanger>
      <Dangers path="/" lines={hotlines} />
      <UnlessDanger>
        <div className="portal-acts">
          <a className="portal-button portal-button-main" href="/report">
            {t("home.report")}
          </a>
          <a className="portal-button portal-button-plain" href="/sign-in">
            <span>
              {t("home.signIn")}
              <small>{t("home.signInHint")}</small>
            </span>
          </a>
        </div>
        <section className="portal-lines" aria-labelledby="lines-title">
          <h2 id="lines-title">{t("emergency.title")}</h2>
          <ul>
            {callable(hotlines).map(({ name, number }) => (
              <li key={number + name}>
                <a href={`tel:${number}`}>
                  <span>{t("hotline", { site: name })}</span>
                  <b>{phoneWords(number)}</b>
                </a>
              </li>
            ))}
          </ul>
          <p>
            <a href="tel:119">{t("emergency.fire")}</a>
            <a href="tel:120">{t("emergency.ambulance")}</a>
            <a href="tel:110">{t("emergency.police")}</a>
          </p>
        </section>
      </UnlessDanger>
    </>
  );
}
