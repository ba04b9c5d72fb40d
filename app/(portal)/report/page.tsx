import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { surfaceOf } from "#app/(portal)/surface.ts";
import { rolesOf } from "#server/domain/access/policy.ts";
import { Report } from "./Report.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("portal.report");
  return { title: t("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ReportPage({ searchParams }: Props) {
  const [actor, asked] = await Promise.all([pageActor(), searchParams]);
  if (actor.kind === "staff") redirect(surfaceOf(rolesOf(actor)) ?? "/");
  if (actor.kind !== "resident") {
    const query = new URLSearchParams(
      Object.entries(asked).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    ).toString();
    redirect(`/sign-in?next=${encodeURIComponent(query === "" ? "/report" : `/report?${query}`)}`);
  }
  const api = await pageApi();
  const code = typeof asked.code === "string" ? asked.code : null;
  const [catalogue, choices, scanned] = await Promise.all([
    api.catalogue.get({}),
    api.place.choices({}),
    code === null ? null : api.placeCode.open({ secret: code }).catch(() => null),
  ]);
  if (code !== null && scanned === null) redirect(`/q/${encodeURIComponent(code)}`);
  return (
    <Report
      personId={actor.personId}
      catalogue={catalogue}
      choices={choices}
      scanned={code !== null && scanned !== null ? { secret: code, ...scanned } : null}
    />
  );
}
