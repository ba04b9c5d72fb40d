"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { NamedForm } from "#server/domain/record/form.ts";
import type { Kept } from "../../_outbox/kept.ts";
import { blankRecord, keepDraft, type RecordDraft, readDraft, withForm } from "../recordDraft.ts";

/**
 * The record as it is being written, kept on this phone at every change. `draft` is null until the phone has been asked,
 * which only the browser can do. `of` is the refused record that is gone over again; `full`: there was no room to keep it.
 */
export function useRecord(personId: string, ticketId: string, form: NamedForm, of?: Kept) {
  const [draft, setDraft] = useState<RecordDraft | null>(null);
  const [full, setFull] = useState(false);
  const was = useRef(of?.draft);
  const key = of?.key;
  const latest = useRef<RecordDraft | null>(null);
  useEffect(() => {
    // An older app left the draft of a record that it sent in the drawer of its job.
    const before = was.current ?? (key === undefined ? null : readDraft(personId, ticketId));
    const kept = readDraft(personId, ticketId, key) ?? before;
    latest.current = withForm(kept ?? blankRecord, form);
    if (kept !== null) setFull(!keepDraft(personId, ticketId, latest.current, key));
    setDraft(latest.current);
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
  return { draft, change, full };
}
