"use client";
import {
  ArrowUpDown,
  DoorClosed,
  Droplets,
  Fence,
  FerrisWheel,
  FireExtinguisher,
  type LucideIcon,
  MapPin,
  Sofa,
  SquareParking,
  Trash2,
  Trees,
  Warehouse,
  Zap,
} from "lucide-react";
import type { SpotKind } from "./kinds.ts";

const pictures: Partial<Record<SpotKind, LucideIcon>> = {
  lift: ArrowUpDown,
  lobby: Sofa,
  corridor: DoorClosed,
  garage: SquareParking,
  gate: Fence,
  garden: Trees,
  playground: FerrisWheel,
  bin_room: Trash2,
  roof: Warehouse,
  pump_room: Droplets,
  power_room: Zap,
  fire_room: FireExtinguisher,
};

/** A kind of public place as a picture. */
export function SpotPicture({ kind }: { kind: SpotKind }) {
  if (kind === "stairs")
    return (
      <svg aria-hidden="true" viewBox="0 0 24 24" width={32} height={32} fill="none" stroke="currentColor">
        <path d="M3 20h5v-5h5v-5h5V5h3" strokeWidth={1.75} strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    );
  const Shape = pictures[kind] ?? MapPin;
  return <Shape aria-hidden size={32} strokeWidth={1.75} />;
}
