import assert from "node:assert/strict";
import { test } from "node:test";
import { plateLine } from "#server/domain/place/plate.ts";
import { findSpots } from "./findSpots.ts";

type Spot = Parameters<typeof findSpots>[1][number];

function spot(kind: Spot["kind"], zh: string, en: string, building?: number, unit?: number): Spot {
  return {
    kind,
    floor: null,
    plate: {
      zh: {
        site: "翠湖",
        ...(building && { building: `${building}栋` }),
        ...(unit && { unit: `${unit}单元` }),
        spot: zh,
      },
      en: {
        site: "Cuihu",
        ...(building && { building: `Bldg ${building}` }),
        ...(unit && { unit: `Unit ${unit}` }),
        spot: en,
      },
    },
  };
}

const spots = [
  spot("lift", "1号梯", "Lift 1", 3, 1),
  spot("lift", "1号梯", "Lift 1", 3, 2),
  spot("lift", "2号梯", "Lift 2", 3, 2),
  spot("lobby", "大堂", "Lobby", 3, 2),
  spot("lift", "1号梯", "Lift 1", 5, 1),
  spot("gate", "东门", "East Gate"),
  spot("gate", "南门", "South Gate"),
  spot("garage", "地下车库B区", "Garage Zone B"),
  spot("garden", "湖滨步道", "Lakeside Path"),
];
const kinds: Partial<Record<Spot["kind"], string>> = { lift: "电梯", gate: "大门", garden: "绿化" };

function found(typed: string): string[] {
  const all = findSpots(
    typed,
    spots,
    () => ["翠湖花园", "Cuihu Gardens"],
    ({ kind }) => kinds[kind] ?? kind,
  );
  return all.map(({ plate }) => plateLine(plate.zh));
}

test("a resident finds a public place as they would say it", () => {
  const cases: Array<[typed: string, found: string[]]> = [
    ["3号楼2单元2号电梯", ["翠湖 3栋 2单元 2号梯"]],
    ["３栋２单元电梯", ["翠湖 3栋 2单元 1号梯", "翠湖 3栋 2单元 2号梯"]],
    ["三号楼二单元大堂", ["翠湖 3栋 2单元 大堂"]],
    ["3d2dydt", ["翠湖 3栋 2单元 1号梯", "翠湖 3栋 2单元 2号梯", "翠湖 3栋 2单元 大堂"]],
    ["5-1 电梯", ["翠湖 5栋 1单元 1号梯"]],
    ["翠湖花园东门", ["翠湖 东门"]],
    ["east gate", ["翠湖 东门"]],
    ["绿化", ["翠湖 湖滨步道"]],
    ["hbbd", ["翠湖 湖滨步道"]],
    ["车库b区", ["翠湖 地下车库B区"]],
    ["dxck", ["翠湖 地下车库B区"]],
    ["我们3栋2单元的2号电梯坏了", ["翠湖 3栋 2单元 2号梯"]],
    ["西门", []],
    ["9栋电梯", []],
  ];
  for (const [typed, expected] of cases) assert.deepEqual(found(typed), expected, typed);
  assert.equal(found("").length, spots.length);
  assert.equal(found("3栋").length, 4);
});
