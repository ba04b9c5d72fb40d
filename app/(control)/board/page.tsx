import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageActor, pageApi } from "#app/_trpc/server.ts";
import { mayTry } from "#server/domain/access/policy.ts";
import { Board } from "./Board.tsx";

/** The first paint carries as much of the queue as any screen can show; the page then reads the rest. */
const firstPart = 60;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("control");
  return { title: t("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function BoardPage({ searchParams }: Props) {
  const actor = await pageActor();
  if (actor.kind === "anonymous") redirect("/sign-in?next=/board");
  if (!mayTry(actor, "board.snapshot")) redirect("/");
  const api = await pageApi();
  const [first, running, alarms, catalogue, me, saved, asked] = await Promise.all([
    api.board.snapshot({ limit: firstPart }),
    // They stand over the queue: come later, they would move it. Without them the page asks itself.
    api.incident.board({}).catch(() => null),
    api.alarm.list({}),
    api.catalogue.get({}),
    api.me.get({}),
    api.savedView.list({}),
    searchParams,
  ]);
  const query = Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  const opening = saved.views.find((view) => view.opensFirst);
  if (opening && opening.query !== "" && Object.keys(query).length === 0) redirect(`/board?${opening.query}`);
  return (
    <Board
      first={first}
      running={running}
      alarms={alarms}
      catalogue={catalogue}
      me={me}
      saved={saved.views}
      query={query}
    />
  );
}
