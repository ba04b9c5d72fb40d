import { isIP } from "node:net";
import { env } from "../env.ts";

type Said = {
  headers: NodeJS.Dict<string | string[]>;
  socket: { remoteAddress?: string | undefined };
};

/**
 * Whose address a request came from: by it callers without a session are told apart. Each proxy adds the address it was
 * called from at the right end of `X-Forwarded-For`, so with `proxies` of our own in front the caller's stands so many
 * places from the right; what is further left anybody can write. With none the header is not read at all.
 */
export function peerOf(request: Said, proxies = env().proxies): string {
  const nearest = plain(request.socket.remoteAddress ?? "");
  if (proxies === 0) return nearest;
  const header = request.headers["x-forwarded-for"] ?? "";
  const passed = (Array.isArray(header) ? header.join(",") : header)
    .split(",")
    .map((each) => plain(each.trim()));
  // A request that came by fewer proxies than there are was written to by all of those.
  const named = passed[Math.max(0, passed.length - proxies)] ?? "";
  return isIP(named) === 0 ? nearest : named;
}

/** Without the port and brackets that some proxies write, and IPv4 as itself. */
function plain(address: string): string {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, "$1");
  return bare.replace(/^::ffff:(?=\d+\.)/i, "").toLowerCase();
}
