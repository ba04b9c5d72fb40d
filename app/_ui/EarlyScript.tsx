import { headers } from "next/headers";

/** A few lines of our own that run where they stand, before anything below them is painted or any file is loaded. */
export async function EarlyScript({ code }: { code: string }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own words, and no file is fast enough
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: code }} />;
}
