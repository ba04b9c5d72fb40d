import assert from "node:assert/strict";
import { test } from "node:test";
import { faults } from "#db/seed/catalogue.ts";
import { stories } from "#db/seed/stories.ts";
import { type Kind, kindOf } from "./kind.ts";

const said: Array<[Kind, string]> = [
  ["repair", "马桶堵了"],
  ["repair", "灯"],
  ["repair", "no hot water since yesterday"],
  ["repair", "投诉！电梯坏了三天没人修"],
  ["repair", "Your staff are rude and the pipe is still leaking, water everywhere in the kitchen"],
  ["repair", "请问什么时候能来修一下漏水的水管"],
  ["repair", "希望尽快维修，卫生间天花板滴水"],
  ["complaint", "投诉保安态度恶劣，在大门口骂人"],
  ["complaint", "物业乱收费，要求退还多收的物业费"],
  ["complaint", "楼上邻居私自占用公共绿地种菜"],
  ["complaint", "My neighbour is playing loud music every night"],
  ["question", "请问物业费怎么缴"],
  ["question", "咨询一下停车月卡多少钱"],
  ["question", "What are the opening hours of the pool?"],
  ["suggestion", "建议在儿童乐园旁边增设几把长椅"],
  ["suggestion", "希望小区能安装电动车充电桩"],
  ["suggestion", "Please install more bike racks"],
  ["thanks", "非常感谢李师傅，服务很好，表扬一下"],
  ["thanks", "Thank you for fixing it so quickly, great job"],
  ["nothing", "test"],
  ["nothing", "你好"],
  ["nothing", "……"],
  ["nothing", "123"],
];
for (const [kind, words] of said) {
  test(`${words} is ${kind}`, () => assert.equal(kindOf(words).kind, kind));
}

test("no phrase of the catalogue and nothing that residents of the demo report is turned away", () => {
  const phrases = faults.flatMap(({ nameZh, nameEn, words }) => [nameZh, nameEn, ...words]);
  const told = Object.values(stories).flatMap((story) => [...story.zh, ...story.en]);
  const away = [...phrases, ...told].filter((words) => kindOf(words.replace("@", "")).kind !== "repair");
  assert.deepEqual(away, []);
});

test("the words that say so are words of the text", () => {
  for (const [, text] of said)
    for (const words of kindOf(text).words)
      assert.ok(text.toLowerCase().includes(words.toLowerCase()), words);
});

test("long and odd texts are read in no time", () => {
  const since = performance.now();
  for (const text of ["投诉".repeat(5_000), "a ".repeat(5_000), "。".repeat(9_000), "希望".repeat(4_000)])
    kindOf(text);
  assert.ok(performance.now() - since < 1_000);
});
