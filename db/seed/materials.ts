import type { Skill } from "#server/domain/catalogue/skill.ts";
import type { ChargeKind } from "#server/domain/stock/charge.ts";
import type { Unit } from "#server/domain/stock/movement.ts";

export type DemoMaterial = {
  code: string;
  zh: string;
  en: string;
  unit: Unit;
  priceCents: number;
  usually: ChargeKind;
  skill: Skill;
  /** As much as one repair takes, thousandths. */
  takes: number[];
};

function of(
  skill: Skill,
  rows: Array<[string, string, string, Unit, number, ChargeKind, number[]?]>,
): DemoMaterial[] {
  return rows.map(([code, zh, en, unit, priceCents, usually, takes = [1000]]) => ({
    code,
    zh,
    en,
    unit,
    priceCents,
    usually,
    skill,
    takes,
  }));
}

/** What a warehouse of two estates really holds; prices in cents, as of this year. */
export const demoMaterials: DemoMaterial[] = [
  ...of("plumbing", [
    ["SL-CP15", "陶瓷片水龙头 4分", 'Ceramic basin tap 1/2"', "piece", 4_800, "charged"],
    ["SL-CF20", "厨房冷热水龙头", "Kitchen mixer tap", "piece", 12_800, "charged"],
    ["FM-JF15", "角阀 4分", 'Angle valve 1/2"', "piece", 2_200, "charged", [1000, 2000]],
    ["FM-QF20", "铜球阀 6分", 'Brass ball valve 3/4"', "piece", 3_600, "free"],
    ["FM-QF25", "铜球阀 1寸", 'Brass ball valve 1"', "piece", 5_800, "free"],
    ["RG-BX30", "不锈钢编织软管 30cm", "Braided hose 30 cm", "piece", 1_200, "charged", [1000, 2000]],
    ["RG-BX60", "不锈钢编织软管 60cm", "Braided hose 60 cm", "piece", 1_800, "charged", [1000, 2000]],
    ["MF-SLD", "生料带", "Thread seal tape", "roll", 200, "free", [1000]],
    ["MF-DQ15", "橡胶垫圈 4分", 'Rubber washer 1/2"', "piece", 50, "free", [1000, 2000, 4000]],
    ["MF-BL", "中性玻璃胶", "Neutral silicone sealant", "bottle", 2_400, "free", [500, 1000]],
    ["MT-JSF", "马桶进水阀", "Toilet fill valve", "piece", 3_800, "charged"],
    ["MT-PSF", "马桶排水阀", "Toilet flush valve", "piece", 4_200, "charged"],
    ["MT-FLQ", "马桶法兰圈", "Toilet wax ring", "piece", 1_500, "charged"],
    ["DL-FC50", "防臭地漏芯 50", "Floor drain core 50", "piece", 1_600, "charged"],
    ["PG-PPR20", "PPR管 20", "PPR pipe 20", "metre", 650, "charged", [500, 1500, 2500]],
    ["PG-PPR25", "PPR管 25", "PPR pipe 25", "metre", 900, "free", [1000, 2500]],
    ["PG-WT20", "PPR弯头 20", "PPR elbow 20", "piece", 180, "charged", [1000, 2000]],
    ["PG-PVC110", "PVC排水管 110", "PVC waste pipe 110", "metre", 2_100, "free", [1000, 1500]],
    ["SB-DN15", "预付费水表 DN15", "Water meter DN15", "piece", 9_800, "warranty"],
  ]),
  ...of("electrical", [
    ["DG-LED9", "LED灯泡 9W E27", "LED bulb 9 W E27", "piece", 900, "charged", [1000, 2000]],
    ["DG-LEDG12", "感应灯 12W", "Sensor lamp 12 W", "piece", 3_200, "free"],
    ["DG-T818", "LED灯管 18W 1.2m", "LED tube 18 W 1.2 m", "piece", 1_600, "free", [1000, 2000]],
    ["KG-DK1", "单开单控开关", "Single switch", "piece", 1_100, "charged"],
    ["KG-CZ10", "五孔插座 10A", "Socket 10 A", "piece", 1_300, "charged", [1000, 2000]],
    ["KG-CZ16", "空调插座 16A", "Air-conditioner socket 16 A", "piece", 1_900, "charged"],
    ["KK-C20", "空气开关 1P C20", "Breaker 1P C20", "piece", 2_800, "charged"],
    ["KK-LD40", "漏电保护器 2P 40A", "Residual-current breaker 2P 40 A", "piece", 8_600, "charged"],
    ["XL-BV25", "铜芯线 BV2.5", "Copper wire BV2.5", "metre", 280, "charged", [1500, 3000, 5000]],
    ["XL-BV4", "铜芯线 BV4", "Copper wire BV4", "metre", 430, "charged", [2000, 3500]],
    ["XL-JD", "电工胶布", "Insulating tape", "roll", 350, "free"],
  ]),
  ...of("lift", [
    ["DT-AN", "电梯按钮", "Lift button", "piece", 6_500, "free"],
    ["DT-ML", "门机皮带", "Door drive belt", "piece", 18_000, "warranty"],
    ["DT-HK", "门导靴", "Door guide shoe", "piece", 2_600, "free", [2000]],
    ["DT-GM", "光幕", "Light curtain", "set", 68_000, "warranty"],
    ["DT-DY", "应急照明电池", "Emergency light battery", "piece", 9_200, "free"],
  ]),
  ...of("lowvoltage", [
    ["MJ-DS", "电磁锁 280kg", "Magnetic lock 280 kg", "piece", 12_000, "free"],
    ["MJ-DY", "门禁电源 12V", "Entry power supply 12 V", "piece", 7_500, "free"],
    ["MJ-AN", "出门按钮", "Exit button", "piece", 1_800, "free"],
    ["DJ-SH", "室内对讲分机", "Indoor intercom handset", "piece", 16_800, "charged"],
    ["WX-C5E", "超五类网线", "Cat5e cable", "metre", 190, "free", [3000, 6000]],
    ["JK-SXJ", "半球摄像机", "Dome camera", "piece", 22_000, "warranty"],
  ]),
  ...of("locks", [
    ["MS-ST", "入户门锁体", "Door lock body", "piece", 9_600, "charged"],
    ["MS-XX", "锁芯 70", "Lock cylinder 70", "piece", 8_800, "charged"],
  ]),
  ...of("carpentry", [
    ["MC-HY", "不锈钢合页 4寸", 'Steel hinge 4"', "piece", 1_400, "charged", [2000]],
    ["MC-BMQ", "闭门器 60kg", "Door closer 60 kg", "piece", 7_800, "free"],
    ["MC-ZSB", "窗把手", "Window handle", "piece", 2_600, "charged"],
  ]),
];
