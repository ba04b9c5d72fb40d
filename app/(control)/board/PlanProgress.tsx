"use client";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { planSeconds } from "#server/domain/dispatch/planTime.ts";

/** How much of the time has gone that a plan may take. */
export function PlanProgress() {
  const t = useTranslations("control.plan");
  const [gone, setGone] = useState(0);
  useEffect(() => {
    const began = performance.now();
    const timer = setInterval(() => setGone((performance.now() - began) / 1_000), 250);
    return () => clearInterval(timer);
  }, []);
  return <progress className="plan-progress" aria-label={t("progress")} max={planSeconds} value={gone} />;
}
