import type { IncomingMessage } from "node:http";
import { type Actor, personIdOf } from "../domain/access/actor.ts";
import { env } from "../env.ts";

/** Hosts under which this installation may be reached. The demo on loopback answers to both of its names. */
function allowedHosts(): string[] {
  const { host } = new URL(env().origin);
  if (!env().demo) return [host];
  const port = host.split(":")[1];
  return [host, ...["127.0.0.1", "localhost"].map((name) => (port ? `${name}:${port}` : name))];
}

/** Is this one of our own addresses? A foreign Host would poison links. */
export function knownHost(request: IncomingMessage): boolean {
  return allowedHosts().includes(request.headers.host ?? "");
}

/**
 * Was this request made by one of our own pages? Writes and socket handshakes need an Origin that is ours, to the
 * letter, and a browser that says where the request comes from must say `same-origin`.
 */
export function sameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  if (origin === undefined || host === undefined || !knownHost(request)) return false;
  const { protocol } = new URL(env().origin);
  return origin === `${protocol}//${host}`;
}

/** How long ago what is sent was said there, ms: a difference, so that a clock that is wrong tells it right. */
export function agoOf(request: IncomingMessage): { ago?: number } {
  const said = request.headers["x-mendline-ago"];
  return typeof said === "string" && /^\d{1,12}$/.test(said) ? { ago: Number(said) } : {};
}

/**
 * A phone sends what it kept in the name of the person who did it. If somebody else has signed in there since, it is not
 * theirs to send.
 */
export function speaksFor(request: IncomingMessage, actor: Actor): boolean {
  const person = request.headers["x-mendline-as"];
  return person === undefined || person === personIdOf(actor);
}
