import Link from "next/link";
import type { ReactNode } from "react";
import { getTranslations } from "#app/_i18n/server.ts";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import { Wordmark } from "./Wordmark.tsx";

/** What stands around every page that residents see. */
export async function PortalShell({ children }: { children: ReactNode }) {
  const t = await getTranslations("shared");
  return (
    <>
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      <header className="shell-header">
        <Link href="/" className="shell-home" aria-label={t("home")}>
          <Wordmark />
        </Link>
        <div className="shell-switches">
          <ThemeSwitch offer={["day", "night"]} />
          <LanguageSwitch />
        </div>
      </header>
      <main id="main">{children}</main>
    </>
  );
}
