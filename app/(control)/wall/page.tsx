import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { mayTry } from "#server/domain/access/policy.ts";
import { Wall } from "./Wall.tsx";

/** The first paint; the page then reads the rest. */
const firstPart = 200;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("control.wall");
  return { title: t("title") };
}

export default async function WallPage() {
  const actor = await pageActor();
  if (actor.kind === "anonymous") redirect("/sign-in?as=staff&next=/wall");
  if (!mayTry(actor, "board.snapshot")) redirect("/");
  const api = await pageApi();
  const [first, today, catalogue, build] = await Promise.all([
    api.board.snapshot({ limit: firstPart }),
    api.board.today({}),
    api.catalogue.get({}),
    readFile(join(process.cwd(), ".next", "BUILD_ID"), "utf8").catch(() => ""),
  ]);
  return <Wall first={first} today={today} catalogue={catalogue} build={build.trim()} />;
}
