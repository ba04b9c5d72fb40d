import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { LanguageSwitch } from "#app/_ui/LanguageSwitch.tsx";
import { ThemeSwitch } from "#app/_ui/ThemeSwitch.tsx";
import { Wordmark } from "#app/_ui/Wordmark.tsx";
import { mayTry } from "#server/domain/access/policy.ts";
import { Modes } from "./Modes.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("desk.modes");
  return { title: t("title") };
}

/** How each fault is given out at each site: seen and changed by whoever leads there. */
export default async function ModesPage() {
  const [t, actor] = await Promise.all([getTranslations("desk.modes"), pageActor()]);
  if (actor.kind === "anonymous") redirect("/sign-in?as=staff&next=/places/modes");
  if (!mayTry(actor, "dispatch.modes")) redirect("/");
  const api = await pageApi();
  const found = await api.dispatch.modes({});
  return (
    <>
      <header className="places-header">
        <Wordmark />
        {mayTry(actor, "board.snapshot") && <Link href="/board">{t("board")}</Link>}
        <span className="places-end">
          <ThemeSwitch />
          <LanguageSwitch />
        </span>
      </header>
      <main id="main">
        <h1>{t("title")}</h1>
        <p>{t("words")}</p>
        <Modes found={found} />
      </main>
    </>
  );
}
