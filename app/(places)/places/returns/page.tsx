import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi, pageNow } from "#app/_trpc/server.ts";
import { mayTry } from "#server/domain/access/policy.ts";
import { PlacesHeader } from "../../PlacesHeader.tsx";
import { FirstTime } from "./FirstTime.tsx";
import { type RateBy, rateBys, rateDays } from "./rates.ts";
import { Warranties } from "./Warranties.tsx";
import "./returns.css";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("repeat.page");
  return { title: t("title") };
}

/** How much was fixed at the first visit, and for how long each site answers for its repairs. */
export default async function ReturnsPage({ searchParams }: Props) {
  const [t, actor, asked] = await Promise.all([getTranslations("repeat.page"), pageActor(), searchParams]);
  if (actor.kind === "anonymous") redirect("/sign-in?as=staff&next=/places/returns");
  if (!mayTry(actor, "repeat.warranties")) redirect("/");
  const api = await pageApi();
  const by: RateBy = rateBys.find((each) => each === asked.by) ?? "technician";
  const days = rateDays.find((each) => String(each) === asked.days) ?? 90;
  const until = pageNow();
  const from = new Date(Date.parse(until) - days * 86_400_000).toISOString();
  const counted = mayTry(actor, "repeat.rate");
  const [found, rates] = await Promise.all([
    api.repeat.warranties({}),
    counted ? api.repeat.rate({ by, from, until }) : null,
  ]);
  return (
    <>
      <PlacesHeader board={mayTry(actor, "board.snapshot") ? t("board") : null} />
      <main id="main">
        <h1>{t("title")}</h1>
        {rates && <FirstTime rates={rates} by={by} days={days} />}
        <Warranties found={found} mayChange={mayTry(actor, "repeat.setWarranty")} />
      </main>
    </>
  );
}
