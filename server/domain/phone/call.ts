/** What a phone system tells of one call, each at most once and in any order. */
export const phoneEvents = ["new_call", "answered", "hung_up", "recorded"] as const;
export type PhoneEvent = (typeof phoneEvents)[number];

export type PhoneFact = {
  event: PhoneEvent;
  /** ISO, by the clock of the phone system. */
  at: string;
  /** The caller's number in E.164, where it was sent. */
  number: string | null;
  /** Length of the talk as the phone system counted it. */
  seconds: number | null;
  recording: string | null;
};

/** A call as its facts make it; times are ISO. `seconds` is the talk: 0 when nobody answered, null while it lasts. */
export type HeardCall = {
  number: string | null;
  startedAt: string;
  answeredAt: string | null;
  endedAt: string | null;
  seconds: number | null;
  recording: string | null;
};

/** The same whatever order they came in. At least one fact. */
export function callOf(facts: PhoneFact[]): HeardCall {
  const inOrder = phoneEvents.flatMap((event) => facts.filter((fact) => fact.event === event));
  const at = (event: PhoneEvent) => facts.find((fact) => fact.event === event)?.at ?? null;
  const first = facts.map((fact) => fact.at).sort()[0]!;
  const answeredAt = at("answered");
  const endedAt = at("hung_up");
  return {
    number: inOrder.find((fact) => fact.number !== null)?.number ?? null,
    startedAt: at("new_call") ?? first,
    answeredAt,
    endedAt,
    seconds: endedAt === null ? null : (counted(facts) ?? between(answeredAt, endedAt)),
    recording: inOrder.findLast((fact) => fact.recording !== null)?.recording ?? null,
  };
}

function counted(facts: PhoneFact[]): number | null {
  return facts.find((fact) => fact.event === "hung_up")?.seconds ?? null;
}

function between(answeredAt: string | null, endedAt: string): number {
  if (answeredAt === null) return 0;
  return Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(answeredAt)) / 1000));
}
