"use client";
import { createContext, type ReactNode, useContext } from "react";

const Secret = createContext<string | null>(null);

/** Tells what is inside that it was opened by this tracking link. */
export function OpenedByLink({ secret, children }: { secret: string; children: ReactNode }) {
  return <Secret value={secret}>{children}</Secret>;
}

/** The address of the printed record, which the link opens too. */
export function usePrintAddress(ticketId: string): string {
  const secret = useContext(Secret);
  return secret === null ? `/records/${ticketId}` : `/t/${secret}/record`;
}

/** The address of a photo; pictures cannot send a header, so a tracking page names its link in it. */
export function usePhotoAddress(): (photoId: string, width: 320 | 1600) => string {
  const secret = useContext(Secret);
  const link = secret === null ? "" : `&link=${secret}`;
  return (photoId, width) => `/api/photos/${photoId}?w=${width}${link}`;
}
