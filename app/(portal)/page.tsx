import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { personName } from "#app/_i18n/personName.ts";
import { getLocale, getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi, pageNow } from "#app/_trpc/server.ts";
import { rolesOf } from "#server/domain/access/policy.ts";
import { Account } from "./Account.tsx";
import { Dangers } from "./Dangers.tsx";
import { UnlessDanger } from "./danger/UnlessDanger.tsx";
import { Asked } from "./homes/Asked.tsx";
import { Incidents } from "./Incidents.tsx";
import { linesOf } from "./lines.ts";
import { MyRepairs } from "./MyRepairs.tsx";
import { surfaceOf } from "./surface.ts";
import { Welcome } from "./Welcome.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("portal");
  return { title: t("title") };
}

export default async function StartPage() {
  const [actor, api, locale] = await Promise.all([pageActor(), pageApi(), getLocale()]);
  const zh = locale.startsWith("zh");
  if (actor.kind !== "resident" && actor.kind !== "staff") {
    const { sites } = await api.site.hotlines({});
    return <Welcome hotlines={linesOf(sites, zh)} />;
  }
  if (actor.kind === "staff") {
    const surface = surfaceOf(rolesOf(actor));
    if (surface) redirect(surface);
    const t = await getTranslations("portal.home");
    return (
      <>
        <p className="portal-lead">{t("noWork", { name: personName(zh, actor) })}</p>
        <Account name={actor.name} nameLatin={actor.nameLatin} personId={actor.personId} />
      </>
    );
  }
  const [tickets, catalogue, choices, everySite, running, households, t] = await Promise.all([
    api.ticket.mine({ limit: 50 }),
    api.catalogue.get({}),
    api.place.choices({}),
    api.site.hotlines({}),
    api.incident.running({}),
    api.household.list({}),
    getTranslations("portal.household"),
  ]);
  const faults = Object.fromEntries(catalogue.faults.map((f) => [f.code, { zh: f.nameZh, en: f.nameEn }]));
  return (
    <>
      <Dangers
        path="/"
        lines={linesOf(everySite.sites, zh, choices.sites)}
        where={{ homes: choices.homes, signedIn: true }}
        alone
      />
      <UnlessDanger>
        <Incidents first={running.incidents} now={pageNow()} />
        <Asked first={households} />
        <MyRepairs first={tickets} faults={faults} sites={choices.sites} now={pageNow()} />
        <Link
          className="portal-button portal-button-plain portal-homes-link"
          href="/homes"
          data-testid="homes"
        >
          <span>
            {t("link")}
            <small>{t("linkHint")}</small>
          </span>
        </Link>
        <Account name={actor.name} nameLatin={actor.nameLatin} personId={actor.personId} />
      </UnlessDanger>
    </>
  );
}
