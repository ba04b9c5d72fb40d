import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { mayTry } from "#server/domain/access/policy.ts";
import { PlacesHeader } from "../../PlacesHeader.tsx";
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
      <PlacesHeader board={mayTry(actor, "board.snapshot") ? t("board") : null} />
      <main id="main">
        <h1>{t("title")}</h1>
        <p>{t("words")}</p>
        <Modes found={found} />
      </main>
    </>
  );
}
