import type { Metadata } from "next";
import { getTranslations } from "#app/_i18n/server.ts";
import { OpenedByLink } from "#app/_link/OpenedByLink.tsx";
import { linkApi, pageNow } from "#app/_trpc/server.ts";
import { Repair } from "../../repairs/[id]/Repair.tsx";
import { DeadLink } from "./DeadLink.tsx";

type Props = { params: Promise<{ secret: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("portal.link");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** One repair for whoever holds its secret link, without signing in: the link itself is the permission. */
export default async function TrackingPage({ params }: Props) {
  const { secret } = await params;
  const opened = await linkApi(secret);
  if (opened === null) return <DeadLink />;
  const { actor, api } = opened;
  const found = await api.ticket.get({ ticketId: actor.ticketId });
  const viewer = { personId: actor.personId ?? actor.linkId, resident: true };
  return (
    <OpenedByLink secret={secret}>
      <Repair first={found} viewer={viewer} isNew={false} now={pageNow()} />
    </OpenedByLink>
  );
}
