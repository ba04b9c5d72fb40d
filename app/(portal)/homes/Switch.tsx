"use client";

type Props = { on: boolean; label: string; pending: boolean; testId: string; turn(on: boolean): void };

/** Yes or no, said by its words and its place, and turned at once. */
export function Switch({ on, label, pending, testId, turn }: Props) {
  return (
    <button
      type="button"
      role="switch"
      className="portal-switch"
      aria-checked={on}
      aria-disabled={pending}
      data-testid={testId}
      onClick={() => {
        if (!pending) turn(!on);
      }}
    >
      <span>{label}</span>
      <span className="portal-switch-way" aria-hidden="true" />
    </button>
  );
}
