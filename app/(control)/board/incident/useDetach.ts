"use client";
import { useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { useDesk } from "../desk.ts";
import { useWords } from "../useWords.ts";
import { useIncidentRoom } from "./room.ts";

type Input = { ticketId: string; version: number };
const send = (sent: { key: string; input: Input }) => api.incident.detach.mutate(sent);

/** Takes a ticket out of its incident, and says what came of it. */
export function useDetach() {
  const t = useTranslations("control.incident.said");
  const { say } = useDesk();
  const room = useIncidentRoom();
  const words = useWords();
  const { run, pending } = useCommand<Input, unknown>(send);
  async function detach(of: Input) {
    const sent = await run(of);
    if (sent.ok) say({ tone: "done", title: t("split") });
    else say({ tone: "refused", title: t("notDone"), words: words.refusal(sent.told) });
    room.again();
  }
  return { detach, pending };
}
