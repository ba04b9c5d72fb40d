import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readAddress } from "./address.ts";
import { figureOf, fold } from "./figure.ts";
import { initialsOf } from "./initials.ts";
import type { Reading } from "./reading.ts";

/** building/unit/floor/room @spot, with `.` for what was not said. */
function brief(reading: Reading | undefined): string {
  if (reading === undefined) return "nothing";
  const { building, unit, floor, room, spot } = reading;
  const parts = [building, unit, floor, room].map((part) => part?.figure ?? ".").join("/");
  return spot ? `${parts} @${spot.kinds.join("+")}` : parts;
}
const first = (typed: string) => brief(readAddress(typed)[0]);

test("every way to write one home is read as that home", () => {
  for (const typed of [
    "3号楼2单元1502",
    "3栋2单元1502室",
    "3幢2单元1502号",
    "3棟2單元1502",
    "3-2-1502",
    "3—2—1502",
    "3/2/1502",
    "3.2.1502",
    "3 2 1502",
    "3#2-1502",
    "3#-2-1502",
    "3d2dy1502",
    "3D2DY1502",
    "3hl2dy1502s",
    "3dong2danyuan1502shi",
    "３号楼２单元１５０２",
    "三号楼二单元一五零二",
    "三栋二单元幺五〇二室",
    "叁號樓贰单元1502",
    "三栋二单元十五零二",
    "三号楼二单元十五零二室",
    "第3栋第二单元1502",
    "3楼2单元1502",
    "3栋2门1502",
    "3栋 2单元 1502室",
    "2单元1502室 3栋",
    "bldg 3 unit 2 1502",
    "Building 3, Unit 2, Room 1502",
    "3栋2单元1502 13900000000",
    "我家在3号楼2单元1502，厨房漏水",
    "枫桥路18号桃李春风3幢2单元1502室",
  ])
    assert.equal(first(typed), "3/2/./1502", typed);
});

test("the parts of other addresses", () => {
  const cases: Array<[typed: string, read: string]> = [
    ["3栋1802", "3/././1802"],
    ["3d1802", "3/././1802"],
    ["A座1203", "A/././1203"],
    ["a座12楼1203", "A/./12/1203"],
    ["十二号楼", "12/././."],
    ["二十一幢三单元", "21/3/./."],
    ["桂花新苑28-5-617", "28/5/./617"],
    ["桂花新苑28-5-6-617", "28/5/6/617"],
    ["桂花新苑28-617", "28/././617"],
    ["8幢东单元502", "8/东/./502"],
    ["3号楼15层", "3/./15/."],
    ["3栋负一层", "3/./-1/."],
    ["12栋7号", "12/7/./."],
    ["12栋507号", "12/././507"],
    ["长宁路88弄6号301室", "6/././301"],
    ["文昌路120号801室", "./././801"],
    ["文昌路120号", "./././."],
    ["银杏商务中心B座1205-1206", "B/././1205-1206"],
    ["1802", "./././1802"],
    ["幺八零二", "./././1802"],
    ["十八零二", "./././1802"],
    ["二十一零三", "./././2103"],
    ["ch3-2-1502", "3/2/./1502"],
    ["翠湖花园3栋", "3/././."],
    ["东门", "./././. @gate"],
    ["3号楼2单元1号梯", "3/2/./. @lift"],
    ["3d2dydt", "3/2/./. @lift+lobby"],
    ["3dt", "3/././. @lift+lobby"],
    ["泵房", "./././. @pump_room"],
    ["地下车库B区", "./././. @garage"],
    ["Bldg 3 Unit 1 Lift 1", "3/1/./. @lift"],
  ];
  for (const [typed, read] of cases) assert.equal(first(typed), read, typed);
});

test("names with figures and sides in them are not taken for places", () => {
  for (const typed of [
    "五一新村",
    "西门街",
    "三里桥",
    "海棠苑",
    "厨房漏水",
    "138 0000 0000 转",
    "13900000000",
    "",
  ])
    assert.deepEqual(
      readAddress(typed).filter(({ building, unit, spot }) => building ?? unit ?? spot),
      [],
      typed,
    );
  assert.deepEqual(readAddress("梅园路")[0], undefined);
});

test("what can be read in several ways is, the likelier first and with less doubt", () => {
  const glued = readAddress("31802").map(brief);
  assert.deepEqual(glued.slice(0, 3), ["./././31802", "3/././1802", "31/././802"]);
  const pair = readAddress("3-2").map(brief);
  assert.deepEqual(pair, ["3/2/./.", "3/././2"]);
  for (const typed of ["31802", "3-2", "28-5-617", "12栋7号"]) {
    const doubts = readAddress(typed).map(({ doubt }) => doubt);
    assert.ok(doubts.length > 1 && doubts[0]! > 0, typed);
    assert.deepEqual(
      doubts,
      doubts.toSorted((a, b) => a - b),
    );
  }
  assert.equal(readAddress("3栋2单元1502室")[0]?.doubt, 0);
});

test("figures in any writing are one figure", () => {
  for (const said of ["3", "３", "三", "叁", "3栋", "三号楼", "Bldg 3", "03", "③"])
    assert.equal(figureOf(said), "3", said);
  assert.equal(figureOf("一百零三"), "103");
  assert.equal(figureOf("一〇三"), "103");
  assert.equal(figureOf("十〇三"), "1003");
  assert.equal(figureOf("廿零九"), "2009");
  assert.equal(figureOf("廿一"), "21");
  assert.equal(figureOf("a座"), "A");
  assert.equal(figureOf("东单元"), "东");
});

test("initials of names", () => {
  assert.equal(initialsOf("湖滨步道"), "hbbd");
  assert.equal(initialsOf("地下车库B区"), "dxckbq");
  assert.equal(initialsOf("长安里 2"), "cal2");
});

const pieces = [
  ..."0123456789一二三十零栋幢号楼单元室层座梯门弄路街苑区-—_/ .#abdhlyst东西ＡＢ３＃①🏠",
  "单元",
  "号楼",
  "电梯",
  "dy",
];
const addresses = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((all) => all.join("")),
  fc.string({ unit: "binary", maxLength: 400 }),
);

test("whatever is typed is read without an exception, in at most six ways, each made of what was typed", () => {
  fc.assert(
    fc.property(addresses, (typed) => {
      const readings = readAddress(typed);
      assert.ok(readings.length <= 6);
      const text = fold(typed);
      for (const reading of readings) {
        const { road, building, unit, floor, room, spot } = reading;
        for (const part of [road, building, unit, floor, room, spot])
          if (part) assert.ok(part.said !== "" && text.includes(part.said), `${part.said} in ${text}`);
        for (const name of reading.names) assert.ok(text.includes(name), `${name} in ${text}`);
      }
    }),
    { numRuns: 3000 },
  );
});

test("full-width letters and figures make no difference", () => {
  fc.assert(
    fc.property(addresses, (typed) =>
      assert.deepEqual(readAddress(typed), readAddress(typed.normalize("NFKC"))),
    ),
    { numRuns: 1000 },
  );
});
