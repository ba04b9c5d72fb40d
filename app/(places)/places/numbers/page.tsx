import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { mayTry } from "#server/domain/access/policy.ts";
import { PlacesHeader } from "../../PlacesHeader.tsx";
import { Numbers } from "./Numbers.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("desk.numbers");
  return { title: t("title") };
}

/** Whether technicians see owners' numbers whole, site by site: seen and changed by whoever leads there. */
export default async function NumbersPage() {
  const [t, actor] = await Promise.all([getTranslations("desk.numbers"), pageActor()]);
  if (actor.kind === "anonymous") redirect("/sign-in?as=staff&next=/places/numbers");
  if (!mayTry(actor, "site.numbers")) redirect("/");
  const api = await pageApi();
  const { sites } = await api.site.numbers({});
  return (
    <>
      <PlacesHeader board={mayTry(actor, "board.snapshot") ? t("board") : null} />
      <main id="main">
        <h1>{t("title")}</h1>
        <p>{t("words")}</p>
        {sites.map((each) => (
          <Numbers key={`${each.siteId} ${each.since}`} site={each} />
        ))}
      </main>
    </>
  );
}
