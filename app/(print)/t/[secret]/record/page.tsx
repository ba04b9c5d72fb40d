import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { getTranslations } from "#app/_i18n/server.ts";
import { linkApi } from "#app/_trpc/server.ts";
import { RecordPage } from "../../../RecordPage.tsx";

type Props = { params: Promise<{ secret: string }> };

/** The title is what the browser calls the PDF. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { secret }] = await Promise.all([getTranslations("portal.printed"), params]);
  const record = await find(secret);
  return {
    title: [t("title"), record?.number].filter(Boolean).join(" "),
    robots: { index: false, follow: false },
  };
}

/** The printed record for whoever holds the secret link of the repair; not for one that it was only shown to. */
export default async function LinkPrintPage({ params }: Props) {
  const { secret } = await params;
  const record = await find(secret);
  if (record === null || record.records.length === 0) notFound();
  return <RecordPage record={record} photo={(id) => `/api/photos/${id}?w=320&link=${secret}`} />;
}

const find = cache(async (secret: string) => {
  const opened = await linkApi(secret);
  if (opened === null || opened.actor.onlooker) return null;
  return opened.api.record.print({ ticketId: opened.actor.ticketId });
});
