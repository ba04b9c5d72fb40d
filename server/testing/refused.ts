import { type Refusal, type RefusalCode, Refused } from "../domain/refusal.ts";

/** The refusal with which an attempt ended, or null when it went through; any other error is thrown on. */
export async function refusalOf(attempt: Promise<unknown>): Promise<Refusal | null> {
  try {
    await attempt;
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** The same as its code alone. */
export async function codeOf(attempt: Promise<unknown>): Promise<RefusalCode | null> {
  return (await refusalOf(attempt))?.code ?? null;
}

/** The refusal of an attempt that must not go through. */
export async function mustRefuse(attempt: Promise<unknown>): Promise<Refusal> {
  const refusal = await refusalOf(attempt);
  if (refusal === null) throw new Error("It went through");
  return refusal;
}
