import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { callable, linesOf } from "#app/(portal)/lines.ts";
import { isOfStaff, localPath, surfaceOf } from "#app/(portal)/surface.ts";
import { rolesOf } from "#server/domain/access/policy.ts";
import { env } from "#server/env.ts";
import { ByCode } from "./ByCode.tsx";
import { ByPassword } from "./ByPassword.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("portal.signIn");
  return { title: t("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const [actor, asked, t, api, locale] = await Promise.all([
    pageActor(),
    searchParams,
    getTranslations("portal.signIn"),
    pageApi(),
    getLocale(),
  ]);
  const next = localPath(asked.next);
  if (actor.kind !== "anonymous") redirect(next ?? surfaceOf(rolesOf(actor)) ?? "/");
  const { sites } = await api.site.hotlines({});
  const lines = callable(linesOf(sites, locale.startsWith("zh")));
  const usual = isOfStaff(next) ? "staff" : "resident";
  const staff = (asked.as ?? usual) === "staff";
  const door = (as: "resident" | "staff") => {
    const query = new URLSearchParams({ ...(as !== usual && { as }), ...(next && { next }) }).toString();
    return query === "" ? "/sign-in" : `/sign-in?${query}`;
  };
  return (
    <>
      <h1>{t("title")}</h1>
      <nav className="portal-doors" aria-label={t("door")}>
        <Link href={door("resident")} aria-current={staff ? undefined : "page"}>
          {t("resident")}
        </Link>
        <Link href={door("staff")} aria-current={staff ? "page" : undefined}>
          {t("staff")}
        </Link>
      </nav>
      {staff ? <ByPassword next={next} /> : <ByCode next={next} lines={lines} />}
      {env().demo && !staff && (
        <p className="portal-aside">
          <a href="/inbox" target="_blank" rel="noreferrer">
            {t("inbox")}
          </a>
        </p>
      )}
    </>
  );
}
