"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { NamedForm } from "#server/domain/record/form.ts";
import { blankRecord, keepDraft, type RecordDraft, readDraft, withForm } from "../recordDraft.ts";

/**
 * The record as it is being written, kept on this phone at every change. `draft` is null until the phone has been asked,
 * which only the browser can do.
 */
export function useRecord(personId: string, ticketId: string, form: NamedForm) {
  const [draft, setDraft] = useState<RecordDraft | null>(null);
  const latest = useRef<RecordDraft | null>(null);
  useEffect(() => {
    const kept = readDraft(personId, ticketId);
    latest.current = withForm(kept ?? blankRecord, form);
    if (kept !== null) keepDraft(personId, ticketId, latest.current);
    setDraft(latest.current);
  }, [personId, ticketId, form]);
  const change = useCallback(
    (patch: Partial<RecordDraft>) => {
      if (latest.current === null) return;
      latest.current = { ...latest.current, ...patch };
      keepDraft(personId, ticketId, latest.current);
      setDraft(latest.current);
    },
    [personId, ticketId],
  );
  return { draft, change };
}
