import type { Drawn, RecordResult, Sheet, Signed } from "./sheet.ts";

/** What a work record says, at the office or on a phone. */
export type RecordSaid = {
  measure: "inspect" | "replace" | "maintain" | "fix";
  found: string;
  done: string;
  materials: string;
  result: RecordResult;
  sheet: Sheet | null;
};

/** For a field where both say something: which of them holds, and what he has seen of the office's. */
export type Choice = { take: "mine" | "theirs"; seen: string };

export type Merged = {
  record: RecordSaid;
  /** Fields that only the phone filled. */
  added: string[];
  /** Fields of which the phone's word took the place of the office's, which stays on record as `was`. */
  replaced: Array<{ field: string; was: string }>;
  /** What the phone says of fields that stand as they are: it is kept beside the record. */
  beside: Array<{ field: string; said: string }>;
  /**
   * Fields that say different things and of which nobody has said what holds; then nothing is merged. Of one that is
   * `fixed` the office's word stands whatever he chooses, and his own may be kept beside it.
   */
  differs: Array<{ field: string; mine: string; theirs: string; fixed?: true }>;
};

/** What follows from these has happened already: the owner was asked, or the form was another. */
const settled = ["result", "form"];

/** Has somebody put their name to it? */
function isSigned(signed: Signed | null | undefined): boolean {
  return signed !== null && signed !== undefined && signed.kind !== "none";
}

/**
 * Two records of one visit, from two phones of its technician, as one. What only one of them says is taken; what they
 * both say differently is his to choose, field by field. A record that somebody has signed, or whose ticket is `closed`,
 * stays as it was read then. Fields are named as problems.ts names them.
 */
export function mergeRecords(
  theirs: RecordSaid,
  mine: RecordSaid,
  choices: Readonly<Record<string, Choice>>,
  closed = false,
): Merged {
  const [office, phone] = [answersOf(theirs), answersOf(mine)];
  const fixed = closed || isSigned(theirs.sheet?.signed);
  const differs: Merged["differs"] = [];
  const beside: Merged["beside"] = [];
  const replaced: Merged["replaced"] = [];
  const added: string[] = [];
  const fromPhone = new Set<string>();
  for (const field of new Set([...Object.keys(office), ...Object.keys(phone)])) {
    const [there, here] = [office[field] ?? "", phone[field] ?? ""];
    if (here === "" || here === there || isWeaker(field, here, there)) continue;
    if (there === "" || isWeaker(field, there, here)) {
      if (!fixed) {
        added.push(field);
        fromPhone.add(field);
      } else if (field !== "form") beside.push({ field, said: briefly(field, here) });
      continue;
    }
    const choice = choices[field];
    if (choice === undefined || choice.seen !== there || (choice.take === "mine" && settled.includes(field)))
      differs.push({ field, mine: here, theirs: there, ...(fixed && { fixed }) });
    else if (choice.take === "mine" && fixed) beside.push({ field, said: briefly(field, here) });
    else if (choice.take === "mine") {
      replaced.push({ field, was: there });
      fromPhone.add(field);
    }
  }
  return { record: put(theirs, mine, fromPhone, fixed), added, replaced, beside, differs };
}

/** The names that were drawn beside the signature that stands: those of the office, and the phone's that came to them. */
export function drawnBeside(
  theirs: Sheet | null,
  mine: Sheet | null,
  { beside }: Merged,
): Drawn[] | undefined {
  const before = theirs?.alsoSigned;
  const here = mine?.signed?.kind === "glass" ? mine.signed : null;
  if (here === null || !beside.some(({ field }) => field === "signed")) return before;
  const strokes = JSON.stringify(here.strokes);
  const known = before?.some((each) => JSON.stringify(each.strokes) === strokes);
  return known ? before : [...(before ?? []), here];
}

/** Of a signature who and how, without its strokes. */
function briefly(field: string, said: string): string {
  return field === "signed" ? said.replace(/( -?[\d.]+)+$/, "") : said;
}

/** May the phone's word be chosen for it? */
export function mayChooseMine(field: string): boolean {
  return !settled.includes(field);
}

/** A record as single answers; what says nothing is not there. */
function answersOf({ measure, found, done, materials, result, sheet }: RecordSaid): Record<string, string> {
  const words = {
    measure,
    result,
    found,
    done,
    materials,
    cause: sheet?.cause ?? "",
    tools: sheet?.tools ?? "",
    form: sheet?.form.scope ?? "",
    signed: signedWords(sheet?.signed ?? null),
  };
  const all: Array<[string, string]> = [
    ...Object.entries(words),
    ...Object.entries(sheet?.checks ?? {}).map(([id, state]): [string, string] => [`check.${id}`, state]),
    ...Object.entries(sheet?.readings ?? {}).map(([id, figure]): [string, string] => [
      `reading.${id}`,
      String(figure),
    ]),
  ];
  return Object.fromEntries(
    all.map(([field, said]) => [field, said.trim()]).filter(([, said]) => said !== ""),
  );
}

/** Enough of a signature to tell two apart and to show which is which. */
function signedWords(signed: Signed | null): string {
  switch (signed?.kind) {
    case undefined:
      return "";
    case "none":
      return `none ${signed.why}`;
    case "code":
      return "code";
    case "typed":
      return `typed ${signed.name}`;
    case "glass":
      return `glass ${signed.name} ${signed.strokes.flat().join(" ")}`;
  }
}

/** That nobody signed gives way to somebody who did. */
function isWeaker(field: string, one: string, other: string): boolean {
  return field === "signed" && one.startsWith("none ") && !other.startsWith("none ") && other !== "";
}

function put(
  theirs: RecordSaid,
  mine: RecordSaid,
  fromPhone: ReadonlySet<string>,
  fixed: boolean,
): RecordSaid {
  const of = (field: string) => (fromPhone.has(field) ? mine : theirs);
  return {
    measure: of("measure").measure,
    found: of("found").found,
    done: of("done").done,
    materials: of("materials").materials,
    result: theirs.result,
    sheet: fixed ? theirs.sheet : putSheet(theirs.sheet, mine.sheet, fromPhone),
  };
}

function putSheet(theirs: Sheet | null, mine: Sheet | null, fromPhone: ReadonlySet<string>): Sheet | null {
  if (theirs === null || mine === null) return theirs ?? mine;
  const of = (field: string) => (fromPhone.has(field) ? mine : theirs);
  const taken = <Value>(kind: string, own: Record<string, Value>) =>
    Object.fromEntries(Object.entries(own).filter(([id]) => fromPhone.has(`${kind}.${id}`)));
  const earlier = [...(theirs.earlier ?? []), ...(mine.earlier ?? [])].filter(
    (each, at, all) => all.findIndex(({ zh, value }) => zh === each.zh && value === each.value) === at,
  );
  return {
    form: theirs.form,
    checks: { ...theirs.checks, ...taken("check", mine.checks) },
    readings: { ...theirs.readings, ...taken("reading", mine.readings) },
    cause: of("cause").cause,
    tools: of("tools").tools,
    signed: of("signed").signed,
    ...(theirs.alsoSigned && { alsoSigned: theirs.alsoSigned }),
    ...(earlier.length > 0 && { earlier }),
  };
}
