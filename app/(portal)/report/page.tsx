import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { linesOf } from "#app/(portal)/lines.ts";
import { surfaceOf } from "#app/(portal)/surface.ts";
import { rolesOf } from "#server/domain/access/policy.ts";
import { isDanger } from "../dangers.ts";
import { BeforeSignIn } from "./BeforeSignIn.tsx";
import { Report } from "./Report.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("portal.report");
  return { title: t("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ReportPage({ searchParams }: Props) {
  const [actor, asked] = await Promise.all([pageActor(), searchParams]);
  if (actor.kind === "staff") redirect(surfaceOf(rolesOf(actor)) ?? "/");
  const api = await pageApi();
  const code = typeof asked.code === "string" ? asked.code : null;
  const scannedAt = () => (code === null ? null : api.placeCode.open({ secret: code }).catch(() => null));
  if (actor.kind !== "resident") {
    if (isDanger(asked.danger) && code !== null)
      redirect(`/q/${encodeURIComponent(code)}?danger=${asked.danger}`);
    const query = new URLSearchParams(
      Object.entries(asked).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    ).toString();
    const next = query === "" ? "/report" : `/report?${query}`;
    // Half-way through, the draft is somebody's already.
    if (asked.step !== undefined) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
    const [catalogue, { sites }, locale, scanned] = await Promise.all([
      api.catalogue.get({}),
      api.site.hotlines({}),
      getLocale(),
      scannedAt(),
    ]);
    if (code !== null && scanned === null) redirect(`/q/${encodeURIComponent(code)}`);
    return (
      <BeforeSignIn
        catalogue={catalogue}
        lines={linesOf(sites, locale.startsWith("zh"))}
        scanned={code !== null && scanned !== null ? { secret: code, ...scanned } : null}
        next={code === null ? "/report" : `/report?code=${encodeURIComponent(code)}`}
      />
    );
  }
  const [catalogue, choices, { sites }, scanned] = await Promise.all([
    api.catalogue.get({}),
    api.place.choices({}),
    api.site.hotlines({}),
    scannedAt(),
  ]);
  if (code !== null && scanned === null) redirect(`/q/${encodeURIComponent(code)}`);
  return (
    <Report
      personId={actor.personId}
      catalogue={catalogue}
      choices={choices}
      everySite={sites}
      scanned={code !== null && scanned !== null ? { secret: code, ...scanned } : null}
    />
  );
}
