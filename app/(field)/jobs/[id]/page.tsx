import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageApi, pageNow } from "#app/_trpc/server.ts";
import type { PartsKept } from "../../_stock/partsCopy.ts";
import { technicianAt } from "../../person.ts";
import { Job } from "./Job.tsx";

type Props = { params: Promise<{ id: string }> };

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The job, or null when it is not in the hands of whoever asks. */
const find = cache(async (ticketId: string) => {
  if (!uuid.test(ticketId)) return null;
  const api = await pageApi();
  try {
    return await api.field.job({ ticketId });
  } catch (error) {
    if (error instanceof TRPCError && ["NOT_FOUND", "FORBIDDEN", "UNAUTHORIZED"].includes(error.code))
      return null;
    throw error;
  }
});

/** Its parts, drawn with the page, so that nothing moves under a thumb when they come; null where they cannot be had. */
async function findParts(ticketId: string, version: number): Promise<PartsKept | null> {
  const api = await pageApi();
  const at = Date.parse(pageNow());
  try {
    const [parts, quotes] = await Promise.all([api.stock.ofTicket({ ticketId }), api.quote.of({ ticketId })]);
    return { parts, quotes, version, at };
  } catch {
    // The page asks again.
    return null;
  }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { id }] = await Promise.all([getTranslations("field"), params]);
  const found = await find(id);
  return { title: found ? t("jobTitle", { number: found.ticket.number }) : t("job.notFound") };
}

export default async function JobPage({ params }: Props) {
  const { id } = await params;
  const { personId } = await technicianAt(`/jobs/${id}`);
  const found = await find(id);
  if (found === null) notFound();
  const parts = await findParts(id, found.ticket.version);
  return <Job first={found} parts={parts} personId={personId} />;
}
