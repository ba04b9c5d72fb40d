import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { RecordPage } from "../../RecordPage.tsx";

type Props = { params: Promise<{ id: string }> };

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The title is what the browser calls the PDF. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, actor, { id }] = await Promise.all([getTranslations("portal.printed"), pageActor(), params]);
  const record = actor.kind === "anonymous" || !uuid.test(id) ? null : await find(id);
  return { title: [t("title"), record?.number].filter(Boolean).join(" ") };
}

/** The printed record for its owner and for staff, who are signed in. */
export default async function PrintPage({ params }: Props) {
  const [actor, { id }] = await Promise.all([pageActor(), params]);
  if (actor.kind === "anonymous") redirect(`/sign-in?next=${encodeURIComponent(`/records/${id}`)}`);
  const record = uuid.test(id) ? await find(id) : null;
  if (record === null || record.records.length === 0) notFound();
  return <RecordPage record={record} photo={(photoId) => `/api/photos/${photoId}?w=320`} />;
}

const find = cache(async (ticketId: string) => {
  const api = await pageApi();
  try {
    return await api.record.print({ ticketId });
  } catch (error) {
    if (error instanceof TRPCError && ["NOT_FOUND", "FORBIDDEN"].includes(error.code)) return null;
    throw error;
  }
});
