import { Plate } from "#app/_ui/Plate.tsx";
export const page = Plate;
