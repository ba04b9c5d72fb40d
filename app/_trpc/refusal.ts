import { TRPCClientError } from "@trpc/client";
import type { RefusalCode } from "#server/domain/refusal.ts";

/** A no as the browser knows it; OFFLINE means that nobody heard the question, so it is not known whether it was done. */
export type Told = {
  code: RefusalCode | "OFFLINE";
  field?: string | undefined;
  params?: Record<string, string | number> | undefined;
};

/** What went wrong, in the catalogue's terms. */
export function toldBy(error: unknown): Told {
  if (error instanceof TRPCClientError) {
    const data = error.data as { refusal?: Told } | null;
    if (data?.refusal) return data.refusal;
    const raw = error.meta?.responseJSON as { refusal?: Told } | undefined;
    if (raw?.refusal) return raw.refusal;
  }
  return { code: "OFFLINE" };
}

/** The same key may be sent again: nobody answered, or the answer was that it could not be kept now. */
export function isUnknown(told: Told): boolean {
  return (
    told.code === "OFFLINE" ||
    told.code === "SAVE_LATER" ||
    told.code === "UNKNOWN" ||
    told.code === "SLOW_DOWN"
  );
}
