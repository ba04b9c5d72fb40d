"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import type { Detail } from "./detail.ts";
import type { Story } from "./useStory.ts";

const send = (sent: Inputs["ticket"]["urge"]) => api.ticket.urge.mutate(sent);

type Props = { detail: Detail; story: Story; refetch: () => Promise<void> };

/** "Where does it stay?": the desk and the technician see it, and the answer is what is promised now. */
export function Urge({ detail, story, refetch }: Props) {
  const t = useTranslations("portal.repair.urge");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  const [said, setSaid] = useState("");
  const { ticket } = detail;
  const promise = ticket.dueAt === null ? "" : t("promise", { time: story.time(ticket.dueAt) });

  async function urge() {
    const outcome = await run({ ticketId: ticket.id });
    if (outcome.ok) setSaid(`${t("done")} ${promise}`);
    else if (outcome.told.code === "WAIT") {
      const minutes = Math.ceil(Number(outcome.told.params?.seconds ?? 60) / 60);
      setSaid(`${t("wait", { minutes })} ${promise}`);
    } else setSaid(refusal(outcome.told));
    await refetch();
  }

  return (
    <div className="portal-acts">
      <button
        type="button"
        className="portal-button portal-button-plain"
        data-testid="urge"
        aria-disabled={pending}
        onClick={() => void urge()}
      >
        {pending ? t("sending") : t("open")}
      </button>
      <p role="status" className="portal-notice" hidden={said === ""}>
        {said}
      </p>
    </div>
  );
}
