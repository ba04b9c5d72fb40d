import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi, pageNow } from "#app/_trpc/server.ts";
import { Account } from "../../Account.tsx";
import { Repair } from "./Repair.tsx";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The repair, or null when there is none for whoever asks. */
const find = cache(async (ticketId: string) => {
  if (!uuid.test(ticketId)) return null;
  const api = await pageApi();
  try {
    return await api.ticket.get({ ticketId });
  } catch (error) {
    if (error instanceof TRPCError && ["NOT_FOUND", "FORBIDDEN", "BAD_REQUEST"].includes(error.code))
      return null;
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, actor, { id }] = await Promise.all([getTranslations("portal"), pageActor(), params]);
  const found = actor.kind === "anonymous" ? null : await find(id);
  return { title: found ? t("repair.title", { number: found.ticket.number }) : t("repair.notFound") };
}

export default async function RepairPage({ params, searchParams }: Props) {
  const [actor, { id }, asked] = await Promise.all([pageActor(), params, searchParams]);
  if (actor.kind === "anonymous") redirect(`/sign-in?next=${encodeURIComponent(`/repairs/${id}`)}`);
  const found = await find(id);
  if (found === null || !("sessionId" in actor)) notFound();
  const viewer = { personId: actor.personId, resident: actor.kind === "resident" };
  return (
    <>
      <Repair first={found} viewer={viewer} isNew={asked.new === "1"} now={pageNow()} />
      <Account name={actor.name} nameLatin={actor.nameLatin} personId={actor.personId} />
    </>
  );
}
