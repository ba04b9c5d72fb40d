/** What stands for a browser's subscription without giving away its address: SHA-256 of address and keys, hex. */
export async function markOf(endpoint: string, keys: { p256dh: string; auth: string }): Promise<string> {
  const said = new TextEncoder().encode([endpoint, keys.p256dh, keys.auth].join("\n"));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", said));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
