"use client";
import { Menu } from "@base-ui/react/menu";
import { Check, ChevronDown } from "lucide-react";
import { useTranslations } from "use-intl";
import { useRoom } from "../useRoom.ts";

type Props = {
  label: string;
  /** Which question of the filter it is, for whoever looks for it on the page. */
  name: string;
  values: readonly string[];
  options: ReadonlyArray<readonly [value: string, words: string]>;
  choose(values: string[]): void;
};

/** One question of the filter, to which several answers may be given; one that is on no list any more is still shown. */
export function FilterChoice({ label, name, values, options, choose }: Props) {
  const t = useTranslations("control.views");
  const room = useRoom();
  const unknown = values.filter((value) => !options.some(([each]) => each === value));
  const all = [...options, ...unknown.map((value) => [value, value] as const)];
  const chosen = all.filter(([value]) => values.includes(value)).map(([, words]) => words);
  const toggle = (value: string, on: boolean) =>
    choose(all.map(([each]) => each).filter((each) => (each === value ? on : values.includes(each))));
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        className="filter-choice"
        data-filter={name}
        data-set={values.length > 0}
        data-values={values.join(",")}
        aria-label={chosen.length === 0 ? label : t("only", { label, chosen: chosen.join(", ") })}
      >
        <span>{chosen.length === 0 ? label : chosen[0]}</span>
        {chosen.length > 1 && <b>+{chosen.length - 1}</b>}
        <ChevronDown size={13} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal container={room}>
        <Menu.Positioner sideOffset={4} align="start" className="control-layer">
          <Menu.Popup className="control-menu filter-menu">
            {all.map(([value, words]) => (
              <Menu.CheckboxItem
                key={value}
                className="control-menu-item"
                data-value={value}
                checked={values.includes(value)}
                closeOnClick={false}
                onCheckedChange={(on) => toggle(value, on)}
              >
                <span className="saved-mark">
                  <Menu.CheckboxItemIndicator>
                    <Check size={14} aria-hidden />
                  </Menu.CheckboxItemIndicator>
                </span>
                {words}
              </Menu.CheckboxItem>
            ))}
            {values.length > 0 && (
              <>
                <Menu.Separator className="saved-line" />
                <Menu.Item className="control-menu-item" onClick={() => choose([])}>
                  <span className="saved-mark" />
                  {t("any")}
                </Menu.Item>
              </>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
