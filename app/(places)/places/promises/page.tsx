import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { LanguageSwitch } from "#app/_ui/LanguageSwitch.tsx";
import { ThemeSwitch } from "#app/_ui/ThemeSwitch.tsx";
import { Wordmark } from "#app/_ui/Wordmark.tsx";
import { mayTry } from "#server/domain/access/policy.ts";
import { Promises } from "./Promises.tsx";
import "./promises.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("policy.promises");
  return { title: t("title") };
}

/** What is promised for each urgency at each site, where it is from, and the change of it. */
export default async function PromisesPage() {
  const [t, actor] = await Promise.all([getTranslations("policy.promises"), pageActor()]);
  if (actor.kind === "anonymous") redirect("/sign-in?as=staff&next=/places/promises");
  if (!mayTry(actor, "promise.list")) redirect("/");
  const api = await pageApi();
  const found = await api.promise.list({});
  return (
    <>
      <header className="places-header">
        <Wordmark />
        {mayTry(actor, "board.snapshot") && <Link href="/board">{t("board")}</Link>}
        <Link href="/places/hours">{t("hours")}</Link>
        <span className="places-end">
          <ThemeSwitch />
          <LanguageSwitch />
        </span>
      </header>
      <main id="main">
        <h1>{t("title")}</h1>
        <p>{t("words")}</p>
        <Promises found={found} />
      </main>
    </>
  );
}
