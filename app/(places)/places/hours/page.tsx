import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { LanguageSwitch } from "#app/_ui/LanguageSwitch.tsx";
import { ThemeSwitch } from "#app/_ui/ThemeSwitch.tsx";
import { Wordmark } from "#app/_ui/Wordmark.tsx";
import { mayTry } from "#server/domain/access/policy.ts";
import { Hours } from "./Hours.tsx";
import "../promises/promises.css";
import "./hours.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("policy.hours");
  return { title: t("title") };
}

/** In which hours each site works: its calendar, its week, its own days and the public holidays. */
export default async function HoursPage() {
  const [t, actor] = await Promise.all([getTranslations("policy.hours"), pageActor()]);
  if (actor.kind === "anonymous") redirect("/sign-in?as=staff&next=/places/hours");
  if (!mayTry(actor, "hours.list")) redirect("/");
  const api = await pageApi();
  const found = await api.hours.list({});
  return (
    <>
      <header className="places-header">
        <Wordmark />
        {mayTry(actor, "board.snapshot") && <Link href="/board">{t("board")}</Link>}
        <Link href="/places/promises">{t("promises")}</Link>
        <span className="places-end">
          <ThemeSwitch />
          <LanguageSwitch />
        </span>
      </header>
      <main id="main">
        <h1>{t("title")}</h1>
        <p>{t("words")}</p>
        <Hours found={found} />
      </main>
    </>
  );
}
