import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { mayTry } from "#server/domain/access/policy.ts";
import { PlacesHeader } from "../../PlacesHeader.tsx";
import { Screens } from "./Screens.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("policy.screens");
  return { title: t("title") };
}

/** Which screens on walls show the sites: allowed and taken back by whoever leads there. */
export default async function ScreensPage() {
  const [t, actor] = await Promise.all([getTranslations("policy.screens"), pageActor()]);
  if (actor.kind === "anonymous") redirect("/sign-in?as=staff&next=/places/screens");
  if (!mayTry(actor, "display.list")) redirect("/");
  const api = await pageApi();
  const found = await api.display.list({});
  return (
    <>
      <PlacesHeader board={mayTry(actor, "board.snapshot") ? t("board") : null}>
        <Link href="/wall">{t("wall")}</Link>
      </PlacesHeader>
      <main id="main">
        <h1>{t("title")}</h1>
        <p>{t("words")}</p>
        <Screens found={found} />
      </main>
    </>
  );
}
