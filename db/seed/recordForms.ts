import type { recordForm } from "#db/schema/record.ts";
import type { Check, Reading, RecordForm } from "#server/domain/record/form.ts";

const must = (id: string, zh: string, en: string): Check => ({ id, zh, en, required: true });
const may = (id: string, zh: string, en: string): Check => ({ id, zh, en, required: false });
const read = (
  id: string,
  zh: string,
  en: string,
  unit: string,
  min: number,
  max: number,
  required = false,
): Reading => ({ id, zh, en, unit, min, max, required });

const tidy = may("tidy", "现场清理干净", "Place left tidy");
const noLeak = must("no_leak", "通水 5 分钟无渗漏", "No leak after 5 minutes of running water");
const valve = must("valve_open", "阀门已恢复开启", "Valves opened again");
const powerOff = must("power_off", "断电验电后作业", "Isolated and proved dead before work");
const powerBack = must("power_back", "恢复送电，用电正常", "Power restored and working");
const secured = must("secured", "围护、警示已设并已撤除", "Barriers and signs set, then removed");
const pressure = read("pressure", "水压", "Water pressure", "MPa", 0, 1.6);
const voltage = read("voltage", "电压", "Voltage", "V", 0, 450);
const insulation = read("insulation", "绝缘电阻", "Insulation resistance", "MΩ", 0, 1000);
const current = read("current", "工作电流", "Operating current", "A", 0, 400);
const gasLevel = read(
  "gas",
  "燃气浓度（爆炸下限）",
  "Gas level (of the lower explosive limit)",
  "%LEL",
  0,
  100,
  true,
);

function form(
  checks: Check[],
  readings: Reading[] = [],
  more: Partial<Pick<RecordForm, "fields" | "photos" | "signature">> = {},
): RecordForm {
  return {
    checks: [...checks, tidy],
    readings,
    fields: [],
    photos: { before: false, after: false },
    signature: true,
    ...more,
  };
}

const pictured = { photos: { before: true, after: true } };
const unsigned = { signature: false };
const because: Pick<RecordForm, "fields"> = { fields: ["cause"] };

/** By the code of a category or, where a fault needs its own, of the fault. */
const forms: Record<string, RecordForm> = {
  plumbing: form([noLeak, valve], [pressure]),
  "pipe-burst": form(
    [noLeak, valve, must("dry", "电器和插座未进水", "No water in sockets or appliances")],
    [pressure],
    {
      ...pictured,
      ...because,
    },
  ),
  "pipe-leak": form([noLeak, valve], [pressure], because),
  "riser-leak": form(
    [noLeak, valve, must("told", "上下层住户已告知", "Homes above and below told")],
    [pressure],
    {
      ...pictured,
      ...because,
    },
  ),
  "water-near-electrics": form(
    [powerOff, noLeak, must("dry", "插座、灯具已干燥", "Sockets and lights are dry"), powerBack],
    [{ ...insulation, required: true }],
    because,
  ),
  "tap-dripping": form(
    [
      must("no_drip", "关紧 1 分钟不滴水", "No drip one minute after closing"),
      may("hot_cold", "冷热水都试过", "Hot and cold both tried"),
    ],
    [pressure],
  ),
  "toilet-blocked": form([must("flush", "连冲 3 次排水通畅", "Drains freely in three flushes")]),
  "toilet-running": form([must("flush", "水箱进水自停，不再长流", "Cistern fills and stops by itself")]),
  "drain-blocked": form([must("flow", "放水 2 分钟排水通畅", "Drains freely for two minutes")]),
  "drain-backflow": form([must("flow", "主管已疏通，无返水", "Main cleared, no backflow")], [], {
    ...pictured,
    ...because,
  }),
  "no-water": form(
    [must("water", "各用水点已来水", "Water at every tap")],
    [{ ...pressure, required: true }],
    because,
  ),
  "low-pressure": form(
    [must("filter", "过滤网已清洗", "Strainer cleaned")],
    [{ ...pressure, required: true }],
  ),
  "dirty-water": form(
    [must("flushed", "放水至清澈", "Flushed until clear")],
    [
      read("chlorine", "余氯", "Free chlorine", "mg/L", 0, 4),
      read("turbidity", "浊度", "Turbidity", "NTU", 0, 50),
    ],
  ),
  "pump-failure": form(
    [
      must("auto", "自动启停正常", "Starts and stops by itself"),
      must("standby", "备用泵已试运行", "Standby pump tried"),
    ],
    [{ ...pressure, required: true }, current],
    { ...because, ...unsigned },
  ),
  electrical: form([powerOff, powerBack], [voltage]),
  "exposed-wire": form(
    [powerOff, must("covered", "裸露处已绝缘包扎", "Bare part insulated"), powerBack],
    [insulation],
    pictured,
  ),
  "socket-sparking": form(
    [powerOff, must("tight", "接线已紧固", "Terminals tightened"), powerBack],
    [voltage, { ...insulation, required: true }],
    because,
  ),
  "breaker-trips": form(
    [
      powerOff,
      must("trip_test", "漏电保护试验按钮动作正常", "Residual-current test button trips"),
      powerBack,
    ],
    [{ ...insulation, required: true }, current],
    because,
  ),
  "power-out-home": form([powerOff, powerBack], [{ ...voltage, required: true }], because),
  "power-out-building": form([powerOff, powerBack], [{ ...voltage, required: true }, current], {
    ...because,
    ...unsigned,
  }),
  "light-corridor": form(
    [powerOff, must("lit", "灯亮，声控/时控正常", "Lit, its sensor or timer works")],
    [],
    unsigned,
  ),
  "street-light": form(
    [powerOff, must("lit", "灯亮，杆体接地可靠", "Lit, post earthed")],
    [insulation],
    unsigned,
  ),
  "ev-charger": form(
    [powerOff, must("charge", "试充电正常", "Charges in a trial")],
    [voltage, current],
    unsigned,
  ),
  lifts: form(
    [
      must("sign", "层门口已设护栏和警示", "Barriers at the landing doors"),
      must("trial", "空载上下试运行正常", "Runs empty up and down without fault"),
      must("alarm", "轿厢对讲通话正常", "Car intercom works"),
    ],
    [read("level", "平层误差", "Levelling error", "mm", 0, 100)],
    { ...because, ...unsigned },
  ),
  "lift-trapped": form(
    [
      must("power_off", "主电源已切断后盘车", "Mains off before hand-winding"),
      must("freed", "被困人员已全部救出", "Everybody freed"),
      must("stopped", "查明前停用并挂牌", "Out of service and tagged until explained"),
    ],
    [
      read("people", "被困人数", "People trapped", "人 people", 0, 30, true),
      read("freed_in", "到场后救出用时", "Freed after arrival", "min", 0, 300),
    ],
    { ...because, ...unsigned },
  ),
  gas: form(
    [
      must("closed", "作业前关阀通风", "Valve closed and aired before work"),
      must("soap", "接口皂液检漏无气泡", "No bubbles at the joints in the soap test"),
    ],
    [gasLevel],
    because,
  ),
  openings: form([
    must("works", "开关 5 次顺畅", "Opens and closes five times freely"),
    may("keys", "钥匙已交还", "Keys returned"),
  ]),
  "window-falling": form(
    [secured, must("held", "窗扇已固定，防坠装置有效", "Sash fixed, restraint works")],
    [],
    pictured,
  ),
  "locked-out": form([
    must("identity", "已核对住户身份", "Identity of the household checked"),
    must("witness", "开锁有见证人", "Opened before a witness"),
  ]),
  walls: form(
    [must("source", "已查明渗漏来源", "Source of the damp found")],
    [read("moisture", "墙体含水率", "Moisture of the wall", "%", 0, 100)],
    { ...pictured, ...because },
  ),
  "tile-loose": form([must("sound", "敲击无空鼓", "Sounds solid when tapped")], [], pictured),
  "facade-falling": form([secured, must("cleared", "松动物已清除", "Loose parts removed")], [], {
    ...pictured,
    ...because,
    ...unsigned,
  }),
  climate: form(
    [must("run", "运行 10 分钟正常", "Ran ten minutes without fault")],
    [read("outlet", "出风/出水温度", "Outlet temperature", "°C", -10, 95)],
  ),
  "radiator-leak": form(
    [noLeak, valve],
    [read("supply", "供水温度", "Supply temperature", "°C", 0, 95)],
    because,
  ),
  "no-heating": form(
    [must("vented", "已排气", "Air bled"), valve],
    [
      read("supply", "供水温度", "Supply temperature", "°C", 0, 95, true),
      read("room", "室温", "Room temperature", "°C", -20, 45, true),
    ],
    because,
  ),
  "ac-not-cooling": form(
    [
      must("filter", "滤网已清洗", "Filter cleaned"),
      must("run", "制冷 10 分钟正常", "Cooled for ten minutes"),
    ],
    [read("outlet", "出风温度", "Outlet temperature", "°C", -10, 60, true), current],
  ),
  network: form([must("works", "现场复测正常", "Tested again on the spot")], [], unsigned),
  "network-down": form(
    [must("works", "现场上网正常", "Online on the spot")],
    [read("down", "下行速率", "Download speed", "Mbps", 0, 10_000)],
  ),
  fire: form(
    [
      must("works", "功能试验正常", "Function test passed"),
      must("back", "系统已恢复监控状态", "System back on watch"),
    ],
    [],
    { ...because, ...unsigned },
  ),
  hydrant: form(
    [
      must("water", "出水试验正常", "Flow test passed"),
      must("kit", "水带水枪齐全", "Hose and nozzle complete"),
    ],
    [{ ...pressure, required: true }],
    unsigned,
  ),
  extinguisher: form(
    [
      must("green", "压力指针在绿区", "Gauge in the green"),
      must("seal", "铅封完好、在有效期内", "Seal whole, within its date"),
    ],
    [],
    unsigned,
  ),
  "exit-light": form(
    [must("lit", "断电后应急点亮", "Lights when the mains fail")],
    [read("minutes", "应急持续时间", "Lasted", "min", 0, 300)],
    unsigned,
  ),
  grounds: form([secured, must("safe", "已无绊倒、坠落危险", "No risk of tripping or falling")], [], {
    ...unsigned,
    photos: { before: false, after: true },
  }),
};

export const recordForms: Array<typeof recordForm.$inferInsert> = Object.entries(forms).map(
  ([scope, one]) => ({ scope, version: 1, form: one }),
);
