"use client";

type ChoicesProps<Value extends string> = {
  name: string;
  title: string;
  options: Array<{ value: Value; words: string }>;
  chosen: Value | null;
  choose: (value: Value) => void;
  problem: string | undefined;
};

/** One of a few, each a whole row for a thumb. */
export function Choices<Value extends string>({
  name,
  title,
  options,
  chosen,
  choose,
  problem,
}: ChoicesProps<Value>) {
  return (
    <fieldset
      className="field-choices"
      data-problem={problem !== undefined}
      aria-describedby={problem ? `${name}-problem` : undefined}
    >
      <legend>{title}</legend>
      {problem && (
        <p id={`${name}-problem`} className="field-problem">
          {problem}
        </p>
      )}
      <div>
        {options.map(({ value, words }) => (
          <label key={value} className="field-choice">
            <input
              type="radio"
              name={name}
              value={value}
              checked={chosen === value}
              onChange={() => choose(value)}
            />
            <span>{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
