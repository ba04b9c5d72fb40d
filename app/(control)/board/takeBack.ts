import { api } from "#app/_trpc/client.ts";
import { takenBackWords } from "#server/domain/incident/words.ts";
import type { Deed } from "./undoable.ts";

type Sent = { key: string; input: Deed };

/** Sends what takes a deed back: its undoing, or the command that is its opposite. Refused with why it cannot be any more. */
export async function takeBack({ key, input: deed }: Sent): Promise<void> {
  const { ticketId, version, back } = deed;
  switch (back?.by) {
    case undefined:
      await api.ticket.undo.mutate({ key, input: { ticketId, version } });
      return;
    case "unmerge":
      await api.ticket.unmerge.mutate({ key, input: { ticketId, version } });
      return;
    case "dissolve": {
      const words = { wordsZh: takenBackWords.zh, wordsEn: takenBackWords.en };
      const { incidentId, version } = back;
      await api.incident.cancel.mutate({ key, input: { incidentId, version, ...words } });
      return;
    }
    case "detach":
      for (const input of back.tickets) await api.incident.detach.mutate({ key: crypto.randomUUID(), input });
      return;
    case "presence": {
      const { technicianId, said, presence, reason } = back;
      const input = { technicianId, presence, seen: said, ...(reason && { reason }) };
      await api.technician.setAvailability.mutate({ key, input });
    }
  }
}
