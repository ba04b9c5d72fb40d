"use client";

type Props = {
  label: string;
  /** What stands there while nothing is asked for. */
  any: string;
  value: string;
  options: ReadonlyArray<readonly [value: string, words: string]>;
  choose(value: string): void;
};

/** One question of the filter; a value that is on no list any more is still shown as chosen. */
export function FilterSelect({ label, any, value, options, choose }: Props) {
  const known = value === "" || options.some(([each]) => each === value);
  return (
    <select
      value={value}
      aria-label={label}
      data-set={value !== ""}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="">{any}</option>
      {!known && <option value={value}>{value}</option>}
      {options.map(([each, words]) => (
        <option key={each} value={each}>
          {words}
        </option>
      ))}
    </select>
  );
}
