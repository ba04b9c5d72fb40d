"use client";
import {
  ArrowUpDown,
  BrickWall,
  DoorOpen,
  Droplets,
  FireExtinguisher,
  Flame,
  type LucideIcon,
  Router,
  Thermometer,
  Trees,
  Wrench,
  Zap,
} from "lucide-react";

/** The catalogue names its icons as lucide does; a category with an icon that is not here gets the wrench. */
const icons: Record<string, LucideIcon> = {
  droplets: Droplets,
  zap: Zap,
  "arrow-up-down": ArrowUpDown,
  flame: Flame,
  "door-open": DoorOpen,
  "brick-wall": BrickWall,
  thermometer: Thermometer,
  router: Router,
  "fire-extinguisher": FireExtinguisher,
  trees: Trees,
};

export function CategoryIcon({ name }: { name: string }) {
  const Shape = icons[name] ?? Wrench;
  return <Shape aria-hidden size={24} strokeWidth={1.75} />;
}
