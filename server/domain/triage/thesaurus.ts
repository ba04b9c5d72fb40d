/**
 * Everyday words for the things of a house and for what befalls them, in both languages, under one name each: what is
 * learned from `马桶堵了` then also understands `厕所不通` and `the loo is clogged`. Chinese terms stand as they are
 * written; English ones in any form, with `_` between the words of a phrase. The longest term at a place wins, so that
 * `地漏` is a drain and no leak.
 */
const lines: Record<string, string> = {
  // Things.
  toilet: "马桶 厕所 坐便 座便 坐厕 蹲便 蹲坑 便池 小便池 便器 冲水 toilet wc loo commode flush cistern",
  tap: "水龙头 龙头 花洒 淋浴 喷头 水嘴 tap faucet showerhead shower_head mixer",
  pipe: "水管 管子 管道 软管 角阀 接头 阀门 三角阀 弯头 进水管 pipe hose valve joint",
  drain:
    "下水道 下水 地漏 排水 排水管 洗菜池 洗菜盆 水槽 水池 水盆 洗手池 洗手盆 洗脸池 洗脸盆 面盆 台盆 浴缸 drain sink basin gully plughole washbasin bathtub",
  riser: "立管 主管 主管道 总管 管道井 管井 水表井 riser pipe_shaft main_pipe",
  sewage: "污水 粪水 粪便 化粪池 脏水 sewage septic dirty_water",
  pump: "水泵 增压泵 泵房 加压泵 pump",
  hotwater: "热水 热水器 hot_water water_heater boiler geyser",
  water: "自来水 用水 供水 water",
  pressure: "水压 压力 pressure",
  socket: "插座 插排 插头 插孔 socket outlet",
  breaker: "空开 跳闸 空气开关 电闸 漏保 总闸 推不上 breaker fuse trip fuse_box",
  wire: "电线 线路 电缆 电箱 配电箱 电表箱 wire cable wiring",
  light: "灯 灯泡 灯管 照明 日光灯 吸顶灯 light lamp bulb",
  corridor: "楼道 走廊 过道 楼梯 楼梯间 走道 corridor hallway hall landing stair stairs stairwell staircase",
  street: "路灯 景观灯 庭院灯 太阳能灯 street_light streetlight path_light lamp_post",
  charger: "充电桩 充电 充电口 charger charging",
  lift: "电梯 货梯 轿厢 客梯 梯门 lift elevator",
  gas: "燃气 煤气 天然气 液化气 管道气 gas",
  stove: "灶 灶具 燃气灶 煤气灶 stove cooker hob burner",
  meter: "水表 电表 燃气表 煤气表 meter",
  window: "窗 窗户 窗扇 纱窗 推拉窗 飘窗 window",
  glass: "玻璃 glass pane",
  lock: "锁 门锁 锁芯 指纹锁 密码锁 钥匙 lock key",
  door: "门 房门 木门 入户门 卧室门 合页 铰链 闭门器 door hinge",
  unitdoor: "单元门 大门 楼下门 门厅 entrance_door front_door main_door",
  firedoor: "防火门 消防门 常闭门 fire_door",
  wall: "墙 墙面 墙皮 墙角 墙壁 墙体 乳胶漆 腻子 wall plaster",
  facade: "外墙 外立面 墙砖 facade outer_wall exterior",
  ceiling: "天花板 天花 吊顶 顶上 顶棚 房顶 ceiling",
  upstairs: "楼上 upstair above",
  roof: "楼顶 屋顶 屋面 顶楼 顶层 天台 roof",
  tile: "瓷砖 地砖 墙砖 地板砖 tile",
  paving: "路面 台阶 地面 道路 盲道 人行道 地坪 paving pavement pothole step road",
  radiator: "暖气 暖气片 地暖 分水器 供暖 采暖 radiator heating heat underfloor",
  ac: "空调 冷气 外机 空调机 中央空调 ac aircon air_con air_conditioning conditioner",
  fan: "排风扇 排气扇 换气扇 油烟机 抽油烟机 烟道 fan extractor ventilation vent",
  barrier: "道闸 抬杆 车牌 挡杆 barrier boom",
  access: "门禁 刷卡 门卡 门禁卡 人脸 access fob card_reader access_card keycard",
  intercom: "对讲 门铃 可视 intercom doorbell",
  camera: "监控 摄像头 探头 camera cctv",
  network: "网络 宽带 网线 光猫 上网 路由 wifi 电视 信号 internet network broadband tv router",
  alarm: "烟感 报警器 报警 警报 alarm detector",
  hydrant: "消防栓 消火栓 消防水带 水带 喷淋 hydrant sprinkler",
  extinguisher: "灭火器 extinguisher",
  exitsign: "应急灯 应急照明 安全出口 疏散指示 emergency_light exit_sign exit_light",
  manhole: "井盖 窨井 窨井盖 下水井 manhole drain_cover",
  tree: "树 树枝 大树 树木 tree branch",
  garage: "车库 地库 地下室 负一楼 地下车库 garage basement carpark car_park",
  playground: "滑梯 秋千 健身器 健身器材 游乐 游乐场 playground swing slide",
  bin: "垃圾 垃圾桶 垃圾站 rubbish bin trash garbage",
  hall: "电梯厅 大堂 大厅 lobby",
  pests: "老鼠 蟑螂 白蚁 马蜂 蚂蚁 虫 鼠 蛇 rat mice mouse cockroach roach termite wasp ant bug pest",
  // What befalls them.
  leak: "漏水 渗水 滴水 漏 渗 渗漏 滴 滴答 淌水 leak drip seep",
  runon:
    "流水 流不停 流个不停 一直流 停不下来 长流水 水流不止 keeps_running running_non running_all runs_all constantly_running",
  blocked:
    "堵 堵塞 堵住 塞住 塞了 下不去 不下水 下水慢 排不出 排不掉 淤塞 冲不下 block clog slow_drain drain_slow jammed",
  overflow:
    "往上冒 冒水 溢出 溢水 返水 返出 反水 倒灌 冒出 overflow backflow comes_up coming_up comes_back back_up",
  burst: "爆 爆裂 爆管 爆了 喷水 喷出 崩开 burst gush spray",
  nowater: "没水 停水 断水 无水 不出水 不来水 没有水 no_water water_off water_cut without_water",
  nohotwater: "没热水 没有热水 无热水 不出热水 热水不热 no_hot without_hot",
  nopower:
    "没电 停电 断电 无电 不通电 没有电 no_power blackout power_cut power_out power_outage electricity_off without_power no_electricity",
  nogas: "没气 停气 没煤气 没有气 no_gas",
  weak: "水小 水流小 水压低 压力小 很小 太小 细 weak low trickle",
  dirtywater: "水黄 发黄 浑 浑浊 铁锈 锈水 brown rusty discoloured discolored murky",
  smell: "味 味道 异味 臭 臭味 恶臭 smell stink odour odor smelly",
  noise: "异响 响 噪音 噪声 咯吱 嗡嗡 noise grinding rattl squeak buzz bang",
  shake: "抖 抖动 晃 晃动 摇晃 shak wobble judder vibrate vibration",
  stopped:
    "不动 停运 停了 停用 不能用 用不了 不转 不工作 不启动 罢工 死机 out_order out_service stopped not_work dead fail",
  broken: "坏 坏了 不正常 异常 坏掉 故障 失灵 损坏 不灵 破损 出问题 没反应 broke broken fault damage defect",
  dark: "不亮 没亮 黑 灭 漆黑 熄 dark unlit light_out lamp_out no_light",
  flicker: "闪 一闪 忽明忽暗 flicker",
  trapped: "困 被困 困人 关人 出不来 trapped stuck_in stuck_inside",
  dropped: "掉层 下坠 坠 急坠 不平层 drop plung",
  notclose: "关不上 关不严 关不紧 合不上 关不了 not_close not_shut",
  notopen: "打不开 开不了 进不去 进不了 not_open locked_out cannot_get",
  falling: "掉 脱落 松动 松了 掉下 要掉 翘 空鼓 fall fell loose come_off came_off lifted_tile",
  spark: "火花 打火 冒火 spark",
  shock: "漏电 麻手 触电 电到 电人 带电 裸露 shock live_wire exposed bare_wire",
  fire: "着火 起火 冒烟 焦味 烧焦 失火 火灾 fire smoke burning burnt burned",
  cold: "不热 凉 冰凉 冷 冰冷 不暖 cold not_hot no_heat not_warm",
  notcool: "不制冷 不冷 不凉 not_cool",
  damp: "发霉 霉 潮 返潮 受潮 湿 长毛 mould mold damp",
  crack: "裂 开裂 裂缝 碎 破 炸裂 crack shatter split",
  flood: "积水 进水 被淹 淹 水漫 漫水 flood puddle",
  noflame: "打不着 点不着 点不燃 不点火 打不起火 ignite ignition no_flame not_light",
  missing: "没了 缺失 缺 不见了 丢了 被偷 missing stolen",
  full: "满了 没人收 堆积 堆满 成堆 full piled_up",
  dirty: "脏 脏乱 污渍 油污 dirty mess filth",
  gasleak: "漏气 燃气泄漏 煤气泄漏 泄漏 煤气味 燃气味 天然气味",
  draught: "漏风 透风 draught draft",
  upwind: "倒烟 串味 回烟",
};

export type Concept = string;

const chinese = new Map<string, Concept[]>();
const english = new Map<string, Concept[]>();
let longestChinese = 1;
for (const [concept, line] of Object.entries(lines)) {
  for (const term of line.split(" ")) {
    const isChinese = /\p{Script=Han}/u.test(term);
    const known = isChinese ? chinese : english;
    const key = isChinese ? term : term.split("_").map(stemOf).join("_");
    const concepts = known.get(key) ?? [];
    if (!concepts.includes(concept)) known.set(key, [...concepts, concept]);
    if (isChinese) longestChinese = Math.max(longestChinese, term.length);
  }
}

export const troubles: ReadonlySet<Concept> = new Set(
  Object.keys(lines).slice(Object.keys(lines).indexOf("leak")),
);

/** `from` and `to` say where the words stand among their like, so that what overlaps can be said as one. */
export type Found = { concept: Concept; words: string; from: number; to: number };

/** The concepts in a run of Chinese characters, in their order, with the words that name them. */
export function conceptsInChinese(run: string): Found[] {
  const found: Found[] = [];
  for (let at = 0; at < run.length; ) {
    let length = Math.min(longestChinese, run.length - at);
    while (length > 0 && !chinese.has(run.slice(at, at + length))) length--;
    const words = run.slice(at, at + length);
    for (const concept of chinese.get(words) ?? [])
      found.push({ concept, words, from: at, to: at + words.length });
    at += Math.max(1, length);
  }
  return found;
}

/** The same in English words; `stems` go beside the words as they were typed. */
export function conceptsInEnglish(typed: readonly string[], stems: readonly string[]): Found[] {
  const found: Found[] = [];
  for (const [index, stem] of stems.entries()) {
    // Phrases whose second word comes next or next but one: `no hot`, `blocked the drain`.
    for (const gap of [1, 2]) {
      const second = stems[index + gap];
      if (second === undefined) continue;
      for (const concept of english.get(`${stem}_${second}`) ?? [])
        found.push({
          concept,
          words: typed.slice(index, index + gap + 1).join(" "),
          from: index,
          to: index + gap + 1,
        });
    }
    for (const concept of english.get(stem) ?? [])
      found.push({ concept, words: typed[index]!, from: index, to: index + 1 });
  }
  return found;
}

/** `dripping`, `drips`, `dripped` are `drip`; not a linguist's stem, only the same for all of a word's forms. */
export function stemOf(word: string): string {
  if (/^(?:not|wont|doesnt|isnt|dont|didnt|wouldnt|arent)$/.test(word)) return "not";
  if (/^(?:cannot|cant|unable)$/.test(word)) return "cannot";
  if (word.length < 4 || /(?:ss|us)$/.test(word)) return word;
  const cut = word
    .replace(/(?<=..)(?:ies|ied)$/, "y")
    .replace(/(?<=...)(?:ings?|ed|es|s)$/, "")
    .replace(/([bdgklmnprt])\1$/, "$1");
  return cut.length > 3 ? cut.replace(/[ey]$/, "") : cut;
}
