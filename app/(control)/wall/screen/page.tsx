import type { Metadata } from "next";
import { getTranslations } from "#app/_i18n/server.ts";
import { buildId } from "../buildId.ts";
import { Screen } from "./Screen.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("control.wall");
  return { title: t("title") };
}

/** The wall of a screen that nobody is signed in at: it asks once for a code, and needs no hand after that. */
export default async function ScreenPage() {
  const build = await buildId();
  return (
    <div data-build={build}>
      <Screen build={build} />
    </div>
  );
}
