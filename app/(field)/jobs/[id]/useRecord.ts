"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { NamedForm } from "#server/domain/record/form.ts";
import type { Kept } from "../../_outbox/kept.ts";
import {
  blankRecord,
  hearDraft,
  isUntouched,
  keepDraft,
  type RecordDraft,
  readDraft,
  withForm,
} from "../recordDraft.ts";

import type { Detail } from "./detail.ts";

/**
 * The record as it is being written, kept on this phone at every change. `draft` is null until the phone has been asked,
 * which only the browser can do. `of` is the refused record that is gone over again; `full`: there was no room to keep it.
 */
export function useRecord(
  personId: string,
  { ticket, site }: Pick<Detail, "ticket" | "site">,
  form: NamedForm,
  of?: Kept,
) {
  const ticketId = ticket.id;
  const [draft, setDraft] = useState<RecordDraft | null>(null);
  const [full, setFull] = useState(false);
  const was = useRef(of?.draft);
  const key = of?.key;
  const latest = useRef<RecordDraft | null>(null);
  const about = useRef({ number: ticket.number, plate: ticket.plate, timeZone: site.timeZone });
  useEffect(() => {
    // An older app left the draft of a record that it sent in the drawer of its job.
    const before = was.current ?? (key === undefined ? null : readDraft(personId, ticketId));
    const kept = readDraft(personId, ticketId, key) ?? before;
    latest.current = { ...withForm(kept ?? blankRecord, form), about: about.current };
    if (kept !== null) setFull(!keepDraft(personId, ticketId, latest.current, key));
    setDraft(latest.current);
    return hearDraft(personId, ticketId, key, (fresh) => {
      latest.current = fresh;
      setDraft(fresh);
    });
  }, [personId, ticketId, form, key]);
  const change = useCallback(
    (patch: Partial<RecordDraft>) => {
      if (latest.current === null) return;
      latest.current = { ...latest.current, ...patch };
      setFull(!keepDraft(personId, ticketId, latest.current, key));
      setDraft(latest.current);
    },
    [personId, ticketId, key],
  );
  /** Photos alone begin a record: it counts as written while there are any. */
  const shot = useCallback(
    (photos: boolean) => {
      const { current } = latest;
      if (current === null || key !== undefined) return;
      const kept = readDraft(personId, ticketId) !== null;
      if (photos && !kept) setFull(!keepDraft(personId, ticketId, current));
      if (!photos && kept && isUntouched(current)) keepDraft(personId, ticketId, null);
    },
    [personId, ticketId, key],
  );
  return { draft, change, shot, full };
}
