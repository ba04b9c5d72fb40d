import { env } from "../env.ts";

export type Message = { address: string; kind: string; payload: Record<string, string>; locale: "zh" | "en" };

/**
 * Hands one message to whoever carries it. The demo's messages are shown on its inbox page, so there is nothing more
 * to do. Without the demo a carrier must be set; until then messages wait in the outbox and say why.
 */
export async function send(_message: Message): Promise<void> {
  if (env().demo) return;
  throw new Error("no message carrier is set up");
}
