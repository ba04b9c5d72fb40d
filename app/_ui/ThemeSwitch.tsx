"use client";
import { Moon, Sun, SunDim } from "lucide-react";
import { createContext, useContext, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { isTheme, type Theme, themes } from "./preferences.ts";
import { usePreference } from "./usePreference.ts";

/** The theme that this person chose; null leaves it to the room. */
export const ChosenTheme = createContext<Theme | null>(null);

const icons = { day: SunDim, night: Moon, sun: Sun } as const;

/** Day, night, and the black on white that can be read in sunlight. */
export function ThemeSwitch({ offer = themes }: { offer?: readonly Theme[] }) {
  const t = useTranslations("shared.theme");
  const [chosen, setChosen] = useState(useContext(ChosenTheme));
  // A page kept on the phone was drawn before the choice that it stands in.
  useEffect(() => {
    const { theme } = document.documentElement.dataset;
    if (isTheme(theme)) setChosen(theme);
  }, []);
  const form = usePreference((value) => {
    if (!isTheme(value)) return;
    document.documentElement.dataset.theme = value;
    setChosen(value);
  });
  return (
    <form
      className="switch"
      method="post"
      action={form.action}
      onSubmit={form.onSubmit}
      aria-label={t("label")}
    >
      <input type="hidden" name="back" value={form.back} />
      {offer.map((theme) => {
        const Icon = icons[theme];
        return (
          <button
            key={theme}
            type="submit"
            name="theme"
            value={theme}
            aria-pressed={chosen === theme}
            aria-label={t(theme)}
            title={t(theme)}
          >
            <Icon size={18} aria-hidden />
          </button>
        );
      })}
    </form>
  );
}
