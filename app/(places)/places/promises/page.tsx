import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { mayTry } from "#server/domain/access/policy.ts";
import { PlacesHeader } from "../../PlacesHeader.tsx";
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
      <PlacesHeader board={mayTry(actor, "board.snapshot") ? t("board") : null}>
        <Link href="/places/hours">{t("hours")}</Link>
      </PlacesHeader>
      <main id="main">
        <h1>{t("title")}</h1>
        <p>{t("words")}</p>
        <Promises found={found} />
      </main>
    </>
  );
}
