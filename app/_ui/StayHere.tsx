import { headers } from "next/headers";

const code = `addEventListener("submit", (event) => {
  if (!event.target.hasAttribute("action") && !event.target.hasAttribute("method")) event.preventDefault();
});`;

/**
 * Keeps a form that only the page's script can send on this page: sent before the script runs, the browser would load
 * the page anew, and what is typed would be gone.
 */
export async function StayHere() {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own words, and no file is fast enough
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: code }} />;
}
