import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { mayTry } from "#server/domain/access/policy.ts";
import { buildId } from "./buildId.ts";
import { Wall } from "./Wall.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("control.wall");
  return { title: t("title") };
}

export default async function WallPage() {
  const actor = await pageActor();
  if (actor.kind === "anonymous") redirect("/sign-in?as=staff&next=/wall");
  if (!mayTry(actor, "wall.now")) redirect("/");
  const api = await pageApi();
  const [first, build] = await Promise.all([api.wall.now({}), buildId()]);
  return (
    <div data-build={build}>
      <Wall first={first} build={build} />
    </div>
  );
}
