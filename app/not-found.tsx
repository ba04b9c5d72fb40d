import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "./_i18n/server.ts";
import { Thread } from "./_ui/Thread.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shared.notFound");
  return { title: t("title") };
}

export default async function NotFound() {
  const t = await getTranslations("shared.notFound");
  return (
    <main className="stray">
      <Thread stitch="waiting" progress={0.5} />
      <h1>{t("title")}</h1>
      <p>{t("words")}</p>
      <Link href="/">{t("home")}</Link>
    </main>
  );
}
