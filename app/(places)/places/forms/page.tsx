import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { mayTry } from "#server/domain/access/policy.ts";
import { PlacesHeader } from "../../PlacesHeader.tsx";
import { Forms } from "./Forms.tsx";
import "./forms.css";

type Props = { searchParams: Promise<{ of?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("desk.forms");
  return { title: t("title") };
}

/** What the record of each fault has to say: seen by whoever sets up a site, changed by its leads and managers. */
export default async function FormsPage({ searchParams }: Props) {
  const [t, actor, { of }] = await Promise.all([getTranslations("desk.forms"), pageActor(), searchParams]);
  if (actor.kind === "anonymous") redirect("/sign-in?as=staff&next=/places/forms");
  if (!mayTry(actor, "record.forms")) redirect("/");
  const found = await (await pageApi()).record.forms({});
  const scope = [...found.categories, ...found.faults].find(({ code }) => code === of)?.code;
  return (
    <>
      <PlacesHeader board={mayTry(actor, "board.snapshot") ? t("board") : null} />
      <main id="main">
        <h1>{t("title")}</h1>
        <p>{t("words")}</p>
        <Forms
          found={found}
          first={scope ?? found.categories[0]?.code ?? ""}
          may={mayTry(actor, "record.saveForm")}
        />
      </main>
    </>
  );
}
