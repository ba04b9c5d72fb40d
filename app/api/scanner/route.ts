import { readFile } from "node:fs/promises";
import { join } from "node:path";

const file = join(process.cwd(), "node_modules", "zxing-wasm", "dist", "reader", "zxing_reader.wasm");
let read: Promise<Buffer> | undefined;

/** What reads bars and QR codes on phones whose browser cannot: ours to serve, so that nobody else is asked. */
export async function GET(): Promise<Response> {
  read ??= readFile(file);
  return new Response(new Uint8Array(await read), {
    headers: { "content-type": "application/wasm", "cache-control": "public, max-age=604800" },
  });
}
