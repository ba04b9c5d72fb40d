import type { ComponentProps } from "react";
import { FieldProblem, type Problem } from "./Problems.tsx";

type Props = { label: string; hint: string; problems: Problem[] } & Pick<
  ComponentProps<"input">,
  "value" | "onChange"
>;

/** Where a phone number is typed, with what is wrong with it. */
export function PhoneField({ label, hint, problems, ...input }: Props) {
  return (
    <div className="portal-field">
      <label htmlFor="phone">{label}</label>
      <p id="phone-hint">{hint}</p>
      <FieldProblem field="phone" problems={problems} />
      <input
        id="phone"
        name="phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        className="portal-figures"
        {...input}
        aria-describedby="phone-hint phone-problem"
        aria-invalid={problems.length > 0}
      />
    </div>
  );
}
