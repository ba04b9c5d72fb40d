"use client";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { displaySecret } from "#app/_display/secret.ts";
import { useNewBuild } from "../useNewBuild.ts";
import { useWall } from "../useWall.ts";
import { WallPicture } from "../Wall.tsx";
import { OpenScreen } from "./OpenScreen.tsx";

/** The wall by the leave that this screen was given; without it, how to get one. */
export function Screen({ build }: { build: string }) {
  const [held, setHeld] = useState<boolean | null>(null);
  useEffect(() => setHeld(displaySecret() !== null), []);
  if (held === null) return <main className="wall-door" aria-busy />;
  if (!held) return <OpenScreen ended={false} opened={() => setHeld(true)} />;
  return <Shown build={build} />;
}

function Shown({ build }: { build: string }) {
  const t = useTranslations("control.wall");
  const { now, stale, ended, again } = useWall(null);
  useNewBuild(build, now === null || now.dangers.count === 0);
  // What it showed is not its to show any more.
  if (ended) return <OpenScreen ended opened={again} />;
  if (now === null)
    return (
      <main className="wall-door" data-testid="wall-waiting">
        <h1>{t("title")}</h1>
        <p role="status">{t(stale ? "noAnswer" : "connecting")}</p>
      </main>
    );
  return <WallPicture wall={now} stale={stale} ended={false} />;
}
