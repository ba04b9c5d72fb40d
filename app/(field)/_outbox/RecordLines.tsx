type Props = { record: { found: string; done: string; materials?: string | undefined } };

/** What a work record says, so that two of them can be compared. */
export function RecordLines({ record: { found, done, materials = "" } }: Props) {
  return [found, done, materials].map((line, at) =>
    line === "" ? null : (
      // biome-ignore lint/suspicious/noArrayIndexKey: three fixed places
      <q key={at} className="field-words">
        {line}
      </q>
    ),
  );
}
