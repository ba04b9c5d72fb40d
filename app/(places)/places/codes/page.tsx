import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import type { Inputs } from "#app/_trpc/client.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { mayTry } from "#server/domain/access/policy.ts";
import { PlacesHeader } from "../../PlacesHeader.tsx";
import { Labels } from "./Labels.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("desk.codes");
  return { title: t("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Labels for the places of a site: make, print, put out of use. */
export default async function CodesPage({ searchParams }: Props) {
  const [t, actor, asked] = await Promise.all([getTranslations("desk.codes"), pageActor(), searchParams]);
  if (actor.kind === "anonymous") redirect("/sign-in?as=staff&next=/places/codes");
  if (!mayTry(actor, "placeCode.list")) redirect("/");
  const word = (name: string) =>
    typeof asked[name] === "string" && asked[name] !== "" ? asked[name] : undefined;
  const kind = word("kind") as Inputs["placeCode"]["list"]["kind"];
  const building = word("building");
  const api = await pageApi();
  const found = await api.placeCode
    .list({
      ...(word("site") ? { siteId: word("site")! } : {}),
      ...(building ? { buildingId: building === "ground" ? null : building } : {}),
      ...(kind ? { kind } : {}),
    })
    .catch((error: unknown) => {
      if (error instanceof TRPCError && ["NOT_FOUND", "BAD_REQUEST"].includes(error.code)) return null;
      throw error;
    });
  if (found === null) notFound();
  return (
    <>
      <PlacesHeader board={mayTry(actor, "board.snapshot") ? t("board") : null} />
      <main id="main">
        <h1>{t("title")}</h1>
        <Labels
          key={`${found.site.id} ${building ?? ""} ${kind ?? ""}`}
          found={found}
          chosen={{ building: building ?? "", kind: kind ?? "" }}
          may={{ make: mayTry(actor, "placeCode.make"), revoke: mayTry(actor, "placeCode.revoke") }}
        />
      </main>
    </>
  );
}
