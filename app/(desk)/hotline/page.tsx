import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { mayTry } from "#server/domain/access/policy.ts";
import { Hotline } from "./Hotline.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("desk");
  return { title: t("title") };
}

export default async function HotlinePage() {
  const actor = await pageActor();
  if (actor.kind === "anonymous") redirect("/sign-in?as=staff&next=/hotline");
  if (actor.kind !== "staff" || !mayTry(actor, "hotline.caller")) redirect("/");
  const api = await pageApi();
  const [catalogue, { sites }, rings] = await Promise.all([
    api.catalogue.get({}),
    api.hotline.sites({}),
    // They stand over the form: come later, they would move it. Without them the page asks itself.
    api.hotline.calls({}).catch(() => null),
  ]);
  return <Hotline catalogue={catalogue} sites={sites} firstRings={rings} personId={actor.personId} />;
}
