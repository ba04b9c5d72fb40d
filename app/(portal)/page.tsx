import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { rolesOf } from "#server/domain/access/policy.ts";
import { Account } from "./Account.tsx";
import { isDanger } from "./dangers.ts";
import { Incidents } from "./Incidents.tsx";
import { MyRepairs } from "./MyRepairs.tsx";
import { surfaceOf } from "./surface.ts";
import { Welcome } from "./Welcome.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("portal");
  return { title: t("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function StartPage({ searchParams }: Props) {
  const [actor, api, { danger }] = await Promise.all([pageActor(), pageApi(), searchParams]);
  const chosen = isDanger(danger) ? danger : null;
  if (actor.kind !== "resident" && actor.kind !== "staff") {
    const { sites } = await api.site.hotlines({});
    const zh = (await getLocale()).startsWith("zh");
    const hotlines = sites.map((site) => ({ name: zh ? site.nameZh : site.nameEn, number: site.hotline }));
    return <Welcome hotlines={hotlines} danger={chosen} />;
  }
  if (actor.kind === "staff") {
    const surface = surfaceOf(rolesOf(actor));
    if (surface) redirect(surface);
    const t = await getTranslations("portal.home");
    return (
      <>
        <p className="portal-lead">{t("noWork", { name: actor.name })}</p>
        <Account name={actor.name} />
      </>
    );
  }
  const [tickets, catalogue, choices, running] = await Promise.all([
    api.ticket.mine({ limit: 50 }),
    api.catalogue.get({}),
    api.place.choices({}),
    api.incident.running({}),
  ]);
  const faults = Object.fromEntries(catalogue.faults.map((f) => [f.code, { zh: f.nameZh, en: f.nameEn }]));
  return (
    <>
      <Incidents first={running.incidents} now={new Date().toISOString()} />
      <MyRepairs first={tickets} faults={faults} sites={choices.sites} now={new Date().toISOString()} />
      <Account name={actor.name} />
    </>
  );
}
