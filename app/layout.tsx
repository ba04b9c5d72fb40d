import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { Speak } from "./_i18n/Speak.tsx";
import { getLocale, getTheme, getTranslations } from "./_i18n/server.ts";
import { StayHere } from "./_ui/StayHere.tsx";
import { ChosenTheme } from "./_ui/ThemeSwitch.tsx";
import { TypedEarly } from "./_ui/TypedEarly.tsx";
import "./globals.css";

const hanken = localFont({
  src: "../node_modules/@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2",
  variable: "--font-hanken",
  weight: "100 900",
  display: "swap",
});
const barlow = localFont({
  src: [
    {
      path: "../node_modules/@fontsource/barlow-semi-condensed/files/barlow-semi-condensed-latin-600-normal.woff2",
      weight: "600",
    },
    {
      path: "../node_modules/@fontsource/barlow-semi-condensed/files/barlow-semi-condensed-latin-700-normal.woff2",
      weight: "700",
    },
  ],
  variable: "--font-barlow",
  display: "swap",
});

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shared");
  return { title: { default: t("product"), template: `%s · ${t("product")}` }, robots: { index: false } };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1, viewportFit: "cover" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  const [locale, theme] = await Promise.all([getLocale(), getTheme()]);
  return (
    <html
      lang={locale === "zh" ? "zh-CN" : "en"}
      data-theme={theme ?? undefined}
      className={`${hanken.variable} ${barlow.variable}`}
      suppressHydrationWarning
    >
      <body>
        <StayHere />
        <ChosenTheme value={theme}>
          <Speak rooms={[]}>{children}</Speak>
          <TypedEarly />
        </ChosenTheme>
      </body>
    </html>
  );
}
