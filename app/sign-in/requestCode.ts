import { api } from "#app/_trpc/client.ts";
import type { SentCode } from "./sentCode.ts";

/** Has a code sent to this phone. Throws what the server says. */
export async function requestCode(phone: string, locale: string): Promise<SentCode> {
  const answer = await api.session.requestCode.mutate({
    key: crypto.randomUUID(),
    input: { phone, locale: locale.startsWith("en") ? "en" : "zh" },
  });
  const now = Date.now();
  return {
    phone,
    requestId: answer.requestId,
    minutes: answer.minutes,
    sentAt: now,
    resendAt: now + answer.resendSeconds * 1000,
  };
}
