import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { Account } from "../Account.tsx";
import { Homes } from "./Homes.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("portal.household");
  return { title: t("title") };
}

/** The homes of whoever is signed in, and the people of each. */
export default async function HomesPage() {
  const [actor, api] = await Promise.all([pageActor(), pageApi()]);
  if (actor.kind === "anonymous") redirect("/sign-in?next=/homes");
  if (actor.kind !== "resident") redirect("/");
  return (
    <>
      <Homes first={await api.household.list({})} />
      <Account name={actor.name} nameLatin={actor.nameLatin} personId={actor.personId} />
    </>
  );
}
