import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { LanguageSwitch } from "#app/_ui/LanguageSwitch.tsx";
import { ThemeSwitch } from "#app/_ui/ThemeSwitch.tsx";
import { Wordmark } from "#app/_ui/Wordmark.tsx";
import { sitesOf } from "#server/domain/access/actor.ts";
import { mayTry, siteRoles } from "#server/domain/access/policy.ts";
import { StockDesk } from "./StockDesk.tsx";
import { isTab } from "./tabs.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("stock");
  return { title: t("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The materials of one site: what lies where, every movement, and what has to be settled. */
export default async function StockPage({ searchParams }: Props) {
  const [t, actor, asked] = await Promise.all([getTranslations("stock"), pageActor(), searchParams]);
  if (actor.kind === "anonymous") redirect("/sign-in?as=staff&next=/stock");
  if (!mayTry(actor, "stock.levels")) redirect("/");
  const sites = sitesOf(actor, siteRoles("stock.levels"));
  const siteId = typeof asked.site === "string" ? asked.site : sites[0];
  if (siteId === undefined || sites === "all" || !sites.includes(siteId)) notFound();
  const api = await pageApi();
  const found = await Promise.all([api.stock.levels({ siteId }), api.material.list({ siteId })]).catch(
    (error: unknown) => {
      if (error instanceof TRPCError && error.code === "NOT_FOUND") return null;
      throw error;
    },
  );
  if (found === null) notFound();
  const [levels, { materials }] = found;
  return (
    <>
      <header className="stock-header">
        <Wordmark />
        {mayTry(actor, "board.snapshot") && <Link href="/board">{t("board")}</Link>}
        <span className="stock-end">
          <ThemeSwitch />
          <LanguageSwitch />
        </span>
      </header>
      <main id="main">
        <h1>{t("title")}</h1>
        <StockDesk
          key={siteId}
          first={{ levels, materials }}
          tab={isTab(asked.tab) ? asked.tab : "levels"}
          keeps={mayTry(actor, "stock.receive")}
        />
      </main>
    </>
  );
}
