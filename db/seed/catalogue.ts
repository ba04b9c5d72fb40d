import type { fault, faultCategory } from "#db/schema/fault.ts";
import type { Skill } from "#server/domain/catalogue/skill.ts";

type Category = typeof faultCategory.$inferInsert;
type Fault = typeof fault.$inferInsert;
type More = { danger?: NonNullable<Fault["danger"]>; certificate?: true };

function group(
  code: string,
  nameZh: string,
  nameEn: string,
  icon: string,
  faults: Array<Omit<Fault, "categoryCode" | "position">>,
) {
  return { code, nameZh, nameEn, icon, faults };
}

/** One fault; `words` are everyday phrases in both languages, split by `|`. */
function one(
  code: string,
  nameZh: string,
  nameEn: string,
  skill: Skill,
  urgency: 1 | 2 | 3 | 4,
  scope: Fault["scope"],
  at: Fault["at"],
  minutes: number,
  words: string,
  more: More = {},
): Omit<Fault, "categoryCode" | "position"> {
  const { danger = null, certificate = false } = more;
  return {
    code, nameZh, nameEn, skill, urgency, scope, at, minutes, danger, certificate, words: words.split("|"),
  };
}

const cert = { certificate: true } as const;

const groups = [
  group("plumbing", "给排水", "Water and drains", "droplets", [
    one("pipe-burst", "水管爆裂", "Burst pipe", "plumbing", 2, "riser", "both", 90, "水管爆了|爆管|喷水|水流不止|burst pipe|water gushing"),
    one("water-near-electrics", "漏水靠近电器", "Water near electrics", "plumbing", 1, "home", "both", 60, "水滴到插座|电箱进水|水漏到电线|灯里有水|water on socket|water in light|leak near fuse box", { danger: "water_electric" }),
    one("pipe-leak", "水管漏水", "Leaking pipe", "plumbing", 3, "home", "both", 60, "管子漏水|角阀漏水|软管渗水|水槽下面漏|leaking pipe|leak under sink"),
    one("tap-dripping", "水龙头滴水", "Dripping tap", "plumbing", 4, "home", "home", 30, "龙头关不紧|水龙头坏了|龙头漏|花洒漏水|dripping tap|faucet leaks"),
    one("toilet-blocked", "马桶堵塞", "Toilet blocked", "plumbing", 3, "home", "both", 45, "马桶堵了|厕所堵|马桶下不去|便池堵|toilet blocked|toilet clogged"),
    one("toilet-running", "马桶漏水不上水", "Toilet keeps running", "plumbing", 3, "home", "both", 40, "马桶一直流水|水箱不上水|冲水按不动|马桶底漏|toilet running|will not flush"),
    one("drain-blocked", "下水堵塞", "Blocked drain", "plumbing", 3, "home", "both", 50, "地漏堵了|下水道堵|洗菜池堵|厨房下水慢|drain blocked|sink blocked|shower drain slow"),
    one("drain-backflow", "下水返水", "Sewage coming back", "plumbing", 2, "riser", "home", 90, "返水|污水倒灌|地漏冒水|马桶往上冒|sewage backflow|drain overflow"),
    one("no-water", "家里没水", "No water", "plumbing", 2, "building", "both", 45, "停水|没水了|水龙头不出水|no water|water is off"),
    one("low-pressure", "水压太小", "Low water pressure", "plumbing", 4, "home", "home", 40, "水小|水流很细|热水器打不着水小|low pressure|weak shower"),
    one("dirty-water", "水发黄有异味", "Discoloured water", "plumbing", 3, "riser", "home", 40, "水黄|水有味道|水浑|铁锈水|brown water|water smells"),
    one("riser-leak", "公共立管漏水", "Riser leak", "plumbing", 2, "riser", "public", 120, "管道井漏水|主管漏|水表井漏水|立管渗水|riser leak|leak in pipe shaft"),
    one("pump-failure", "水泵故障", "Pump failure", "plumbing", 2, "building", "public", 120, "水泵不转|泵房报警|增压泵坏|pump failure|pump alarm"),
  ]),
  group("electrical", "供电照明", "Power and light", "zap", [
    one("power-out-building", "整栋停电", "Building without power", "electrical", 1, "building", "public", 90, "整栋没电|全楼停电|单元停电|配电房跳闸|whole building no power|blackout", cert),
    one("exposed-wire", "电线裸露漏电", "Exposed live wire", "electrical", 1, "home", "both", 60, "漏电|电线露出来|麻手|被电到|exposed wire|electric shock|live wire", { danger: "shock" }),
    one("socket-sparking", "插座冒火花", "Socket sparks", "electrical", 1, "home", "both", 50, "插座打火|插座冒烟|插座烧焦|开关火花|sparking socket|burnt outlet", { danger: "shock" }),
    one("power-out-home", "家里停电", "No power at home", "electrical", 2, "home", "home", 45, "家里没电|停电了|只有我家没电|no power|electricity off"),
    one("breaker-trips", "空开跳闸", "Breaker keeps tripping", "electrical", 3, "home", "home", 50, "跳闸|空气开关推不上|一开就跳|breaker trips|fuse trips"),
    one("socket-dead", "插座没电", "Socket has no power", "electrical", 3, "home", "both", 40, "插座不通电|插座坏了|dead socket|outlet not working"),
    one("light-home", "室内灯不亮", "Light out at home", "electrical", 4, "home", "home", 30, "灯坏了|灯闪|灯不亮|light not working|flickering light"),
    one("light-corridor", "楼道灯不亮", "Corridor light out", "electrical", 4, "building", "public", 25, "楼道黑|走廊灯坏|声控灯不亮|车库灯不亮|corridor light out|dark hallway"),
    one("street-light", "路灯不亮", "Path light out", "electrical", 4, "site", "public", 40, "路灯坏|小区路灯|景观灯不亮|street light out|path light"),
    one("ev-charger", "充电桩故障", "Car charger fault", "electrical", 4, "site", "public", 50, "充电桩坏|充不上电|电动车充电口没电|ev charger|charging point dead"),
  ]),
  group("lifts", "电梯", "Lifts", "arrow-up-down", [
    one("lift-trapped", "电梯困人", "Trapped in the lift", "lift", 1, "building", "public", 40, "困在电梯|电梯关人|电梯里出不来|trapped in lift|stuck in elevator", { danger: "trapped", ...cert }),
    one("lift-stopped", "电梯停运", "Lift out of service", "lift", 2, "building", "public", 90, "电梯坏了|电梯不动|电梯停了|lift broken|elevator out of order", cert),
    one("lift-door", "电梯门故障", "Lift door fault", "lift", 2, "building", "public", 60, "电梯门关不上|门反复开关|电梯夹人|lift door|door keeps opening", cert),
    one("lift-noise", "电梯异响抖动", "Lift noise or shaking", "lift", 3, "building", "public", 60, "电梯响|电梯抖|电梯晃|不平层|lift noise|shaking elevator", cert),
    one("lift-button", "电梯按钮照明坏", "Lift button or lamp", "lift", 4, "building", "public", 30, "按钮不灵|电梯里灯不亮|楼层显示坏|lift button|lift lamp", cert),
  ]),
  group("gas", "燃气", "Gas", "flame", [
    one("gas-smell", "闻到燃气味", "Smell of gas", "gas", 1, "building", "both", 40, "煤气味|燃气泄漏|漏气|天然气味道|gas smell|gas leak", { danger: "gas", ...cert }),
    one("gas-hose", "燃气软管阀门坏", "Gas hose or valve", "gas", 2, "home", "home", 40, "煤气软管老化|燃气阀关不上|gas hose|gas valve", cert),
    one("gas-meter", "燃气表故障没气", "Gas meter or no gas", "gas", 3, "home", "home", 40, "没有煤气|燃气表不走|插卡没反应|no gas|gas meter", cert),
    one("stove-no-flame", "灶具打不着火", "Stove does not light", "gas", 3, "home", "home", 40, "灶打不着|热水器点不着|火小|stove will not light|boiler ignition", cert),
  ]),
  group("openings", "门窗锁", "Doors, windows, locks", "door-open", [
    one("window-falling", "窗扇松动要掉", "Window about to fall", "carpentry", 1, "building", "both", 60, "窗户要掉|窗扇松了|窗户快掉下去|loose window|window may fall", { danger: "falling" }),
    one("locked-out", "锁坏进不了门", "Lock broken, cannot get in", "locks", 2, "home", "home", 45, "门打不开|钥匙断在里面|锁芯卡死|locked out|key broken in lock"),
    one("lock-broken", "门锁损坏", "Faulty door lock", "locks", 3, "home", "home", 45, "锁不灵|指纹锁坏|门锁松|faulty lock|smart lock"),
    one("glass-broken", "玻璃破碎", "Broken glass", "carpentry", 2, "home", "both", 60, "玻璃碎了|玻璃裂|玻璃门破|broken glass|cracked window"),
    one("door-hinge", "门合页闭门器坏", "Door hinge or closer", "carpentry", 4, "home", "both", 40, "门掉了|门关不严|闭门器漏油|合页松|door sagging|door closer"),
    one("window-leaky", "窗户关不严", "Window does not close", "carpentry", 4, "home", "home", 45, "窗户漏风|窗把手坏|推拉窗卡|纱窗坏|draughty window|window handle"),
    one("unit-door", "单元门关不上", "Entrance door does not close", "locks", 3, "building", "public", 45, "单元门坏|楼下大门锁不上|门禁门不吸|entrance door|front door open"),
  ]),
  group("walls", "墙顶渗漏", "Walls, ceilings, leaks", "brick-wall", [
    one("facade-falling", "外墙脱落", "Facade pieces falling", "masonry", 1, "building", "public", 120, "外墙掉砖|墙皮往下掉|外墙砖松动|falling tiles|facade falling", { danger: "falling" }),
    one("ceiling-leak", "天花板漏水", "Ceiling leak", "masonry", 2, "home", "home", 90, "顶上漏水|楼上漏水|天花板滴水|ceiling leak|water from upstairs"),
    one("wall-damp", "墙面渗水发霉", "Damp or mould on wall", "masonry", 4, "home", "home", 90, "墙湿|发霉|墙皮起泡|外墙渗水|damp wall|mould"),
    one("tile-loose", "瓷砖空鼓脱落", "Loose tiles", "masonry", 4, "home", "both", 90, "瓷砖掉了|地砖空鼓|地砖翘|loose tile|tile came off"),
    one("roof-leak", "屋面漏水", "Roof leak", "masonry", 3, "building", "public", 120, "楼顶漏水|顶楼渗水|屋顶防水坏|roof leak"),
    one("paving-damage", "地面破损", "Damaged paving", "masonry", 4, "site", "public", 90, "路面坑|台阶坏|地砖缺|盲道坏|pothole|broken step"),
  ]),
  group("climate", "暖气空调", "Heating and cooling", "thermometer", [
    one("radiator-leak", "暖气漏水", "Leaking radiator", "hvac", 2, "home", "home", 60, "暖气片漏水|地暖漏|分水器漏|radiator leak|floor heating leak"),
    one("no-heating", "暖气不热", "No heating", "hvac", 3, "riser", "home", 60, "暖气凉的|地暖不热|屋里冷|no heating|cold radiator"),
    one("ac-not-cooling", "空调不制冷", "Air conditioner not cooling", "hvac", 3, "home", "both", 60, "空调不冷|空调不启动|空调坏|ac not cooling|aircon broken"),
    one("ac-dripping", "空调滴水", "Air conditioner drips", "hvac", 4, "home", "home", 45, "空调漏水|冷凝水滴|空调外机滴水|ac dripping|condensate"),
    one("vent-fan", "排风扇不转", "Extractor fan stopped", "hvac", 4, "home", "both", 40, "排气扇坏|卫生间排风|烟道倒灌|extractor fan|ventilation"),
  ]),
  group("network", "门禁对讲网络", "Access, intercom, network", "router", [
    one("barrier", "道闸故障", "Car barrier fault", "lowvoltage", 2, "site", "public", 45, "道闸不抬|车进不来|车牌识别不了|barrier stuck|car gate"),
    one("access-card", "门禁刷不开", "Door access fails", "lowvoltage", 3, "building", "public", 40, "门禁坏|刷卡没反应|人脸识别不了|access card|door reader"),
    one("intercom", "可视对讲故障", "Intercom fault", "lowvoltage", 3, "home", "home", 40, "对讲没声音|门铃不响|对讲机黑屏|intercom|doorbell"),
    one("camera", "监控故障", "Camera fault", "lowvoltage", 3, "site", "public", 50, "摄像头坏|监控黑屏|监控离线|cctv|camera offline"),
    one("network-down", "网络电视断线", "Network or TV down", "lowvoltage", 3, "home", "home", 50, "网断了|光猫红灯|网线没信号|电视没信号|no internet|tv signal"),
  ]),
  group("fire", "消防", "Fire safety", "fire-extinguisher", [
    one("fire-smoke", "冒烟起火", "Smoke or fire", "fire", 1, "building", "both", 60, "着火|冒烟|起火|焦味|fire|smoke", { danger: "fire" }),
    one("fire-alarm", "烟感误报", "Alarm sounds without fire", "fire", 2, "building", "both", 40, "烟感响|报警器一直响|消防误报|fire alarm|smoke detector beeping"),
    one("hydrant", "消火栓漏水缺件", "Hydrant leaks or parts missing", "fire", 2, "building", "public", 60, "消防栓漏水|水带没了|喷淋漏水|hydrant|sprinkler leak"),
    one("exit-light", "应急灯不亮", "Emergency light out", "fire", 3, "building", "public", 30, "安全出口灯|应急照明|疏散指示|emergency light|exit sign"),
    one("extinguisher", "灭火器过期缺失", "Extinguisher missing or expired", "fire", 4, "building", "public", 20, "灭火器没了|灭火器过期|灭火器箱坏|extinguisher"),
    one("fire-door", "防火门关不上", "Fire door does not close", "carpentry", 4, "building", "public", 40, "防火门坏|消防门|楼梯间门|常闭门|fire door"),
  ]),
  group("grounds", "公共环境", "Grounds and cleaning", "trees", [
    one("manhole-cover", "井盖缺失破损", "Manhole cover missing", "masonry", 1, "site", "public", 60, "井盖没了|井盖翘|井盖碎|manhole|drain cover", { danger: "falling" }),
    one("tree-down", "树枝断落", "Broken branch", "cleaning", 2, "site", "public", 60, "树倒了|树枝要掉|树枝压车|fallen tree|broken branch", { danger: "falling" }),
    one("garage-flood", "车库积水", "Water in the garage", "plumbing", 2, "site", "public", 90, "车库进水|地库积水|集水井满|flooded garage|water in basement"),
    one("playground-broken", "游乐健身设施损坏", "Playground damage", "carpentry", 3, "site", "public", 60, "滑梯坏|秋千断|健身器松|playground|swing broken"),
    one("bin-overflow", "垃圾满溢", "Overflowing bins", "cleaning", 3, "site", "public", 30, "垃圾没人收|垃圾桶满|垃圾臭|bins full|rubbish"),
    one("dirty-area", "公共区域脏污", "Public area dirty", "cleaning", 4, "building", "public", 30, "楼道脏|电梯里脏|宠物粪便|大件堆放|dirty hallway|mess"),
    one("pests", "虫鼠", "Pests", "cleaning", 4, "home", "both", 45, "老鼠|蟑螂|白蚁|马蜂窝|rats|cockroach|termites|wasps"),
    one("other", "其他问题", "Something else", "carpentry", 4, "home", "both", 45, "其他|别的问题|不知道选什么|something else|other"),
  ]),
];

/** Everyday groups of faults, in the order in which people see them. */
export const categories: Category[] = groups.map(({ faults: _faults, ...category }, position) => ({
  ...category,
  position,
}));

/** The trade catalogue of property work: what can be wrong, who mends it, how fast it has to be. */
export const faults: Fault[] = groups
  .flatMap((g) => g.faults.map((f) => ({ ...f, categoryCode: g.code })))
  .map((f, position) => ({ ...f, position }));
