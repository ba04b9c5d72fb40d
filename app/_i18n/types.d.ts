import type { writtenAs } from "#app/_i18n/writtenAs.ts";
import type { Locale } from "#app/_ui/preferences.ts";
import type { Messages } from "./messages.ts";

declare module "use-intl" {
  interface AppConfig {
    Locale: (typeof writtenAs)[Locale];
    Messages: Messages;
  }
}
