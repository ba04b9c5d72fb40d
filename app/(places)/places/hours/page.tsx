import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { mayTry } from "#server/domain/access/policy.ts";
import { PlacesHeader } from "../../PlacesHeader.tsx";
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
      <PlacesHeader board={mayTry(actor, "board.snapshot") ? t("board") : null}>
        <Link href="/places/promises">{t("promises")}</Link>
      </PlacesHeader>
      <main id="main">
        <h1>{t("title")}</h1>
        <p>{t("words")}</p>
        <Hours found={found} />
      </main>
    </>
  );
}
