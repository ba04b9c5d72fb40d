import type { IncomingMessage, ServerResponse } from "node:http";
import type { RefusalCode } from "../domain/refusal.ts";

/** A short JSON answer. */
export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    "Content-Type": "application/json; charset=utf-8",
    "Cache-Control": "no-store",
  });
  response.end(JSON.stringify(body));
}

/** A refusal outside tRPC, in the shape that the client's catalogue knows. */
export function refuseWith(
  response: ServerResponse,
  status: number,
  code: RefusalCode,
  params: Record<string, string | number> = {},
): void {
  json(response, status, { refusal: { code, params, retryable: status >= 500 } });
}

/** The whole body, or null when it is longer than `limit` bytes; what is too long is not read to its end. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return null;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > limit) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
