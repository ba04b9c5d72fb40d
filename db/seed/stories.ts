import type { PlaceKind } from "#db/schema/place.ts";

export type Story = {
  /** How often it happens, against the others. */
  often: number;
  /** Public spots where it happens. */
  spots: PlaceKind[];
  /** What reporters write. */
  zh: string[];
  en: string[];
  /** What technicians write: measure, found, done, materials. */
  records: Array<{ measure: "inspect" | "replace" | "maintain" | "fix"; found: string; done: string; materials: string }>;
};

const lift: PlaceKind[] = ["lift"];
const indoors: PlaceKind[] = ["corridor", "lobby", "stairs"];

/** Lines: `often | spots | zh / zh | en / en | measure: found; done; materials / …`, one fault each. */
const lines: Record<string, [number, PlaceKind[], string, string, string]> = {
  "pipe-burst": [1.2, ["corridor", "pump_room", "garage"], "厨房冷水管爆了，水一直往外喷 / 阳台水管接头崩开，关不住 / 管道井里水管爆裂，楼道全是水", "Kitchen cold water pipe burst, water everywhere / Pipe joint on the balcony came off", "replace:冷水管弯头开裂;关闭分户总阀，更换弯头和一段管，打压无渗漏;PPR 弯头 20 两个，PPR 管 0.6 米 / replace:接头脱落;重新热熔接头并固定;PPR 直接 25 一个"],
  "water-near-electrics": [0.35, ["power_room", "garage"], "楼上漏水滴到客厅灯里，不敢开灯 / 厨房墙插座旁边在流水 / 漏水已经流到电箱边上", "Water is running down next to the socket / Ceiling lamp is full of water", "fix:楼上阳台地漏堵塞，水沿灯线下渗;断开照明回路，疏通地漏，擦干后测绝缘正常再送电;绝缘胶带一卷 / inspect:水槽软管渗水靠近插座;关阀换管，插座回路绝缘 2 兆欧以上;不锈钢软管 50 厘米一根"],
  "pipe-leak": [5, ["corridor", "bin_room", "garage"], "洗菜池下面的软管漏水，柜子都湿了 / 卫生间角阀一直渗水 / 水表旁边的接头滴水 / 洗衣机水龙头接口漏", "The hose under the sink is leaking / Angle valve in the bathroom drips all day", "replace:软管老化开裂;更换软管，试水 10 分钟无渗漏;不锈钢软管 60 厘米两根 / replace:角阀阀芯磨损;更换角阀;铜角阀一只，生料带 / fix:活接松动;重新缠生料带拧紧;生料带一卷"],
  "tap-dripping": [5, [], "厨房水龙头关不紧，一直滴 / 洗脸盆龙头把手松了漏水 / 花洒关了还滴水", "Kitchen tap keeps dripping / Shower drips after it is turned off", "replace:陶瓷阀芯磨损;更换阀芯;35 阀芯一只 / replace:龙头本体裂;更换业主自备龙头;业主自备 / fix:起泡器堵塞;清洗起泡器，紧固把手;无"],
  "toilet-blocked": [5, ["other"], "马桶堵了，冲水往上涨 / 主卧马桶下水很慢，快满出来 / 孩子把玩具掉进马桶里了", "Toilet is blocked and the water rises / Toilet drains very slowly", "fix:排污口卡入纸团;机械疏通，冲水试验三次正常;无 / fix:塑料玩具卡在存水弯;拆下马桶取出，重装密封;法兰圈一只，玻璃胶一支"],
  "toilet-running": [3, ["other"], "马桶水箱一直流水，停不下来 / 冲水按钮按下去没反应 / 马桶底部一圈渗水", "Toilet keeps running day and night / Flush button does nothing", "replace:排水阀皮圈老化;更换水箱排水阀;排水阀一套 / replace:进水阀浮球失灵;更换进水阀并调水位;进水阀一只"],
  "drain-blocked": [5, ["bin_room", "roof", "garage"], "卫生间地漏下水特别慢，洗澡积水 / 厨房下水堵了，洗菜池不下水 / 阳台地漏堵住返臭", "Shower drain is very slow / Kitchen sink is blocked", "fix:毛发堵塞;疏通机清通，地漏清洗;无 / fix:油污凝结在横管;热水加疏通弹簧清通 4 米;管道疏通剂两袋"],
  "drain-backflow": [1, [], "厨房地漏往外冒脏水，已经流到客厅 / 一楼马桶往上冒污水", "Dirty water comes up from the floor drain", "fix:主排污管一层横管堵塞;打开检修口机械疏通，冲洗消毒;消毒液两升 / fix:室外井淤塞;联系清掏车抽吸，恢复畅通;无"],
  "no-water": [1.4, ["other", "bin_room"], "家里突然没水了，邻居也没有 / 整个单元都停水 / 只有我家没水，水费刚交过", "No water since this morning / The whole unit has no water", "fix:增压泵保护停机;复位水泵，检查液位正常，恢复供水;无 / fix:分户前置过滤器堵死;清洗滤网;无"],
  "low-pressure": [1.8, [], "洗澡水特别小，热水器打不着 / 晚上水压很低", "Water pressure is too low to shower", "maintain:前置过滤网堵塞;清洗滤网，水压恢复 0.25 兆帕;无 / fix:减压阀失调;重新调整减压阀;无"],
  "dirty-water": [1.1, [], "早上放出来的水发黄 / 水有一股铁锈味", "Brown water from every tap", "maintain:立管末端锈水沉积;排放 15 分钟后清澈，余氯合格;无 / inspect:户内镀锌管锈蚀;排水冲洗，建议业主更换户内管;无"],
  "riser-leak": [1.1, ["corridor"], "水表井里一直有水声，地上有水 / 管道井主管接口漏水，楼道湿滑", "Water leaks from the pipe shaft on our floor", "replace:立管卡箍密封老化;停水 40 分钟更换卡箍;DN80 卡箍一套 / fix:表前阀渗漏;更换阀杆密封;密封填料"],
  "pump-failure": [0.6, ["pump_room"], "泵房报警响，2号泵不转 / 高区水压掉到零", "Pump alarm is on, upper floors have no water", "fix:变频器过流保护;清理叶轮异物，复位后运行正常;无 / replace:机械密封漏水;切换备用泵，更换机封;机械密封一套"],
  "power-out-building": [0.25, ["power_room"], "整栋楼都停电了，电梯也停 / 单元总闸跳了，送不上", "The whole building is without power", "fix:低压柜出线开关过载跳闸;分路检查，隔离故障回路后恢复送电;无 / replace:总开关触头烧蚀;更换 250A 塑壳开关;塑壳断路器一只"],
  "exposed-wire": [0.4, ["corridor", "garden", "garage"], "草坪灯的电线露在外面，小孩会碰到 / 热水器一碰就麻手 / 楼道电箱门开着电线裸露", "Bare wire hanging in the corridor / Water heater gives a shock", "fix:灯杆检修门丢失导线外露;断电处理接头，加装检修门;防水接线盒一只 / replace:热水器加热管漏电;断开回路，告知业主停用并更换;无"],
  "socket-sparking": [0.6, ["corridor"], "插座一插就冒火花，有焦味 / 厨房插座烧黑了", "Socket sparks when I plug in the kettle", "replace:插座簧片松动打火;更换五孔插座，紧固接线;五孔插座一只 / replace:大功率电器超载;更换 16A 插座，告知专线使用;16A 插座一只"],
  "power-out-home": [1.6, [], "家里突然没电，邻居家正常 / 电表有余额但没电", "No power in our flat, neighbours are fine", "fix:户内总漏保跳闸;逐路排查，厨房回路漏电，隔离后送电;无 / replace:表后开关损坏;更换 63A 开关;断路器 63A 一只"],
  "breaker-trips": [2.6, [], "一开空调就跳闸 / 空开推上去马上又掉 / 每天晚上跳闸两三次", "Breaker trips whenever the AC starts", "replace:断路器老化容量不足;更换 32A 断路器;断路器 32A 一只 / fix:卫生间插座受潮漏电;处理接线盒，绝缘恢复;防水盒一只"],
  "socket-dead": [2.4, ["corridor"], "客厅两个插座没电 / 卧室插座不通，其他都正常", "Two sockets in the living room are dead", "fix:零线接头松脱;重新压接;压线帽四只 / replace:插座面板损坏;更换面板;五孔插座两只"],
  "light-home": [2.4, [], "厨房灯闪了几下就不亮了 / 卫生间灯换了灯泡还是不亮", "Bathroom light does not work after a new bulb", "replace:LED 驱动损坏;更换驱动电源;驱动电源 24W 一只 / replace:开关触点烧坏;更换开关;单开双控一只"],
  "light-corridor": [4, ["corridor", "stairs", "garage", "lobby"], "楼道灯坏了，晚上很黑 / 声控灯怎么拍都不亮 / 车库入口一排灯不亮", "Corridor light is out, very dark at night", "replace:声控灯模块损坏;更换灯具;声光控 LED 灯一只 / replace:灯管老化;更换灯管四支;T8 LED 灯管四支"],
  "street-light": [1.6, ["garden", "gate"], "花园里三盏路灯不亮 / 南门进来的路灯忽明忽暗", "Path lights by the garden are out", "replace:光源损坏;更换光源三只;LED 光源 30W 三只 / fix:灯杆进水回路跳闸;排水烘干，恢复送电;防水胶带"],
  "ev-charger": [1.2, ["garage"], "充电桩扫码后不启动 / 3号充电桩枪头拔不下来", "Charger does not start after scanning", "fix:通信模块掉线;重启并更换物联网卡;物联网卡一张 / replace:急停按钮损坏;更换急停按钮;急停按钮一只"],
  "lift-trapped": [0.35, lift, "电梯停在半空，里面有人，按铃有人应 / 有两个人困在电梯里，其中有老人 / 电梯关人了，孩子在哭", "People are trapped in the lift, one elderly / The lift stopped between floors with us inside", "fix:门锁回路断开保护停梯;盘车平层放人，人员无恙，调整门锁后试运行;无 / fix:厅门异物卡阻;开门放人，清理地坎，运行正常;无"],
  "lift-stopped": [1.4, lift, "电梯不动了，按了没反应 / 电梯停运半天了，高层老人下不来 / 电梯显示检修", "Lift is out of service, we live on a high floor", "fix:变频器过热保护;清洁散热风扇，复位试运行 20 次;无 / replace:抱闸接触器粘连;更换接触器;接触器一只"],
  "lift-door": [1.5, lift, "电梯门反复开关，关不上 / 电梯门夹了一下人，光幕不灵", "Lift door keeps opening and closing", "maintain:地坎积灰光幕误动作;清洁地坎和光幕;清洁剂 / replace:门机皮带磨损;更换皮带并调力矩;门机皮带一根"],
  "lift-noise": [1.6, lift, "电梯上行时咯吱响 / 电梯到 9 楼抖一下 / 电梯不平层，绊了一下", "The lift shakes and makes a grinding noise", "maintain:导靴缺油磨损;加油，更换靴衬;靴衬四只，导轨油 / fix:平层感应器偏移;调整感应器;无"],
  "lift-button": [1.5, lift, "5 楼外呼按钮不亮 / 轿厢里灯灭了一半 / 楼层显示缺笔画", "Button for floor 5 does not respond", "replace:按钮微动开关坏;更换按钮;外呼按钮一只 / replace:轿厢灯管损坏;更换灯管;LED 灯管两支"],
  "gas-smell": [0.35, ["corridor", "stairs"], "厨房有很浓的煤气味，已经开窗 / 楼道里闻到燃气味", "Strong smell of gas in the kitchen, windows are open", "fix:灶具软管接头松动;关阀通风，更换软管，检漏仪复测为零;金属波纹软管一根 / inspect:邻户燃气阀未关;通知燃气公司到场，检测正常;无"],
  "gas-hose": [0.9, [], "燃气软管发硬有裂纹 / 表前阀关不上", "Gas hose is cracked", "replace:橡胶软管超期;更换金属波纹软管，检漏合格;波纹软管 1.5 米一根，卡箍两只"],
  "gas-meter": [0.9, [], "插卡后还是没气 / 燃气表数字不动", "No gas after topping up the card", "replace:表内电池耗尽;更换电池，重新写卡;五号电池四节 / fix:阀门未自动打开;重新触发开阀;无"],
  "stove-no-flame": [1.3, [], "灶打火没火花 / 热水器点几下就灭", "Stove clicks but does not light", "replace:点火电池没电、点火针积碳;更换电池，清理点火针;一号电池一节 / maintain:火孔堵塞;清理火盖;无"],
  "window-falling": [0.3, ["stairs", "corridor"], "卧室窗扇松了，风一吹就晃，怕掉下去 / 楼梯间窗户快掉了", "Window sash is loose and may fall", "fix:滑撑铆钉脱落;加固窗扇，更换滑撑，楼下警戒已撤;不锈钢滑撑两只"],
  "locked-out": [1, [], "钥匙断在锁里，进不了门 / 指纹锁没电了，钥匙也打不开", "Key broke in the lock, cannot get in", "replace:锁芯内有断钥匙;取出断钥匙，更换锁芯;C 级锁芯一只 / fix:智能锁电量耗尽;外接电源开门，更换电池;五号电池八节"],
  "lock-broken": [1.8, [], "门锁很难拧，要用力才开 / 指纹锁识别不了 / 反锁按钮坏了", "Front door lock is very stiff", "maintain:锁体缺油、门下沉;调整合页，锁体加石墨粉;石墨粉 / replace:锁体弹簧断;更换锁体;锁体一套"],
  "glass-broken": [0.8, ["lobby", "corridor", "playground"], "大堂玻璃门裂了，很危险 / 阳台玻璃自爆，碎了一地", "Glass in the lobby door is cracked", "replace:钢化玻璃自爆;清理碎片围挡，次日更换玻璃;8 毫米钢化玻璃一块"],
  "door-hinge": [1.7, ["stairs", "lobby"], "卫生间门掉下来一边 / 楼梯间门关不上，砰砰响", "Bathroom door is hanging on one hinge", "replace:合页螺丝滑丝;更换合页，补木塞加固;不锈钢合页两只 / fix:闭门器漏油;更换闭门器;闭门器一只"],
  "window-leaky": [2, [], "北卧室窗户漏风 / 窗把手断了关不上 / 推拉窗卡住推不动", "Window handle broke, cannot close it", "replace:执手断裂;更换执手;执手一只 / maintain:滑轮磨损;更换滑轮，换毛条;滑轮四只，毛条 5 米"],
  "unit-door": [1.8, ["lobby"], "单元门关不严，谁都能进 / 大门磁力锁不吸了", "Entrance door does not lock any more", "fix:磁力锁移位;重新固定并调整间隙;无 / replace:闭门器失效;更换闭门器;闭门器 85 公斤一只"],
  "facade-falling": [0.2, ["roof", "lobby"], "外墙瓷砖掉下来一块，差点砸到车 / 单元门口上方墙皮在掉", "Tiles are falling from the facade", "fix:外墙面砖空鼓脱落;清除松动面砖，拉警戒线，报计划修补;警戒带一卷"],
  "ceiling-leak": [2.2, [], "卫生间天花板滴水，楼上说没用水 / 客厅顶上湿了一大片 / 阳台顶上漏水", "Water drips from our bathroom ceiling", "fix:楼上地漏周边防水破损;协调楼上，地漏周边注浆堵漏;堵漏王两公斤 / inspect:楼上浴缸下水松脱;楼上关闭使用，重新连接;玻璃胶一支"],
  "wall-damp": [1.6, [], "卧室靠外墙发霉了 / 墙皮起泡掉粉", "Mould on the bedroom wall", "fix:外墙窗边密封老化;外侧重打密封胶，内墙铲除刷防霉漆;耐候胶三支，防霉漆一公斤"],
  "tile-loose": [1.4, ["lobby", "corridor"], "卫生间墙砖鼓起来了 / 大堂地砖翘起一块，容易绊倒", "A floor tile in the lobby has lifted", "fix:粘结层空鼓;起砖重贴，勾缝;瓷砖胶五公斤"],
  "roof-leak": [0.9, ["roof"], "顶楼下雨就漏 / 屋面落水口周边渗水", "Roof leaks when it rains", "fix:落水口防水开裂;清理后涂刷两遍聚氨酯;聚氨酯防水涂料五公斤"],
  "paving-damage": [1.1, ["garden", "gate", "playground"], "人行道砖陷下去一块 / 台阶边缘碎了", "Paving stone has sunk", "fix:基层沉降;补砂找平，重铺;地砖六块，中砂"],
  "radiator-leak": [0.8, [], "暖气片接口漏水，用盆接着 / 分水器滴水", "Radiator joint is leaking", "replace:活接密封圈老化;关阀更换密封圈，打压合格;密封圈两只"],
  "no-heating": [1.8, [], "两个房间暖气不热 / 地暖温度上不去，家里有老人", "Two rooms have no heating", "maintain:管内有气、滤网堵;排气，清洗分水器滤网，回水 38 度;无 / fix:温控阀卡死;更换执行器;执行器一只"],
  "ac-not-cooling": [1.8, ["lobby", "other"], "客厅空调开了半小时还不冷 / 中央空调面板报 E4", "AC runs but does not cool", "maintain:滤网和冷凝器脏堵;清洗后出风 12 度;清洗剂一瓶 / fix:缺氟;补焊接口，抽真空加注;R32 冷媒 0.6 公斤"],
  "ac-dripping": [1.3, [], "空调室内机滴水到床上 / 楼上空调外机滴水到我家雨棚", "AC drips onto the bed", "fix:冷凝水管堵塞;吹通排水管，调整坡度;无"],
  "vent-fan": [1.1, ["garage", "corridor"], "卫生间排风扇不转 / 厨房烟道往家里倒油烟", "Bathroom fan has stopped", "replace:电机卡死;更换排风扇;排风扇一台 / fix:止逆阀损坏;更换止逆阀;止逆阀一只"],
  "barrier": [1.1, ["gate"], "东门道闸抬不起来，车排队了 / 车牌识别不出来", "Barrier at the gate is stuck", "fix:地感线圈断;临时改手动，重接线圈;无 / maintain:识别相机镜头脏;清洁并重新标定;无"],
  "access-card": [2.2, ["lobby", "gate"], "门禁刷卡没反应 / 人脸机识别不了，进不来门", "Door reader does not respond to my card", "fix:控制器死机;重启并更新白名单;无 / replace:读卡器进水;更换读卡器;读卡器一只"],
  "intercom": [1.8, [], "对讲机能看到人但没声音 / 门铃按了家里不响", "Intercom has picture but no sound", "replace:听筒线断;更换听筒线;听筒线一根 / fix:楼层解码器掉线;重接水晶头;水晶头两只"],
  camera: [1, ["garage", "lobby", "gate", "lift"], "车库监控黑屏一天了 / 电梯里摄像头不动", "Garage camera shows no picture", "fix:交换机端口故障;更换端口，画面恢复;无 / replace:电源适配器坏;更换 12V 电源;12V 电源一只"],
  "network-down": [1.5, [], "网断了，光猫亮红灯 / 书房网线没信号 / 电视提示无信号", "No internet, red light on the modem", "fix:楼道分光器接头松;重新插接，光衰 -21;无 / replace:入户光纤折断;重新熔接;光纤热缩管两只"],
  "fire-smoke": [0.12, ["bin_room", "garage"], "垃圾桶冒烟，有焦味 / 邻居家厨房冒烟", "Smoke is coming from the bin room", "fix:垃圾桶内烟头阴燃;灭火器扑灭，浇水降温，检查无复燃;干粉灭火器两具"],
  "fire-alarm": [1, indoors, "烟感一直叫，没有着火 / 楼道报警器响了半小时", "Smoke detector beeps with no fire", "maintain:烟感积灰误报;清洁并复位;无 / replace:探测器老化;更换探测器，主机注册;烟感一只"],
  hydrant: [0.7, ["corridor", "stairs", "garage"], "消火栓箱里漏水 / 消防水带不见了", "Hydrant cabinet is leaking", "replace:栓头密封垫老化;更换密封垫;密封垫一只 / replace:水带缺失;补齐 20 米水带一盘;水带一盘"],
  "exit-light": [1.2, ["stairs", "corridor", "garage"], "安全出口灯不亮 / 应急灯一直闪", "Exit sign is dark", "replace:蓄电池失效;更换灯具;疏散指示灯一只"],
  extinguisher: [0.9, ["corridor", "garage", "stairs"], "灭火器压力在红区 / 灭火器箱空的", "Fire extinguisher is missing", "replace:灭火器过期;更换两具;4 公斤干粉灭火器两具"],
  "fire-door": [1, ["stairs"], "楼梯间防火门关不上 / 防火门闭门器掉了", "Fire door does not close", "fix:顺位器变形;校正并更换闭门器;闭门器一只"],
  "manhole-cover": [0.2, ["garden", "gate"], "井盖翘起来了，车压过去咣咣响 / 绿化带旁边井盖没了", "A manhole cover is missing", "replace:井盖破损;设围挡，更换井盖并加防坠网;复合井盖一套，防坠网一张"],
  "tree-down": [0.4, ["garden", "gate"], "大树枝断了挂在半空 / 树枝压在车上", "A big branch is hanging over the path", "fix:风折枝;拉警戒线，锯除断枝清运;无"],
  "garage-flood": [0.5, ["garage"], "车库入口积水，快到轮胎了 / 集水井水满了泵没启动", "Water is rising in the garage", "fix:排水泵浮球卡住;清理浮球，手动排空;无"],
  "playground-broken": [0.9, ["playground"], "滑梯边上裂了，会划到孩子 / 秋千链条松了", "Swing chain is loose", "replace:链条卸扣磨损;停用围挡，更换卸扣;不锈钢卸扣两只"],
  "bin-overflow": [1.8, ["bin_room", "garden"], "垃圾房满了，味道很大 / 可回收桶两天没清", "Bins are full and smell", "maintain:清运车晚点;加派一趟清运，冲洗地面;消毒液一升"],
  "dirty-area": [2, ["corridor", "lift", "lobby", "stairs", "garage"], "楼道里有装修垃圾 / 电梯里有宠物粪便 / 楼梯间堆了纸箱", "Building rubbish left in the hallway", "maintain:业主堆放杂物;联系业主清走，保洁清扫;无"],
  pests: [1.3, ["corridor", "bin_room", "garden"], "厨房有蟑螂 / 楼下花坛有马蜂窝 / 车棚里看到老鼠", "Cockroaches in the kitchen", "maintain:下水口蟑螂滋生;投放胶饵，封堵缝隙;胶饵两支 / fix:马蜂窝一处;夜间摘除;无"],
  other: [1.6, ["lobby", "garden", "gate"], "晾衣架摇不上去 / 信报箱锁坏了 / 快递柜旁边的栏杆松了", "Drying rack is stuck", "fix:钢丝绳跳槽;重新穿绳，加油;无 / replace:锁扣损坏;更换信报箱锁;信报箱锁一只"],
};

const split = (text: string) => text.split(" / ");

/** What people say about each fault, and what is found and done. */
export const stories: Record<string, Story> = Object.fromEntries(
  Object.entries(lines).map(([code, [often, spots, zh, en, records]]): [string, Story] => [
    code,
    {
      often,
      spots,
      zh: split(zh),
      en: split(en),
      records: split(records).map((record) => {
        const [measure, ...rest] = record.split(":");
        const [found = "", done = "", materials = ""] = rest.join(":").split(";");
        return {
          measure: measure as Story["records"][number]["measure"],
          found,
          done,
          materials: materials === "无" ? "" : materials,
        };
      }),
    },
  ]),
);

export const details = {
  zh: ["", "", "", "，已经两天了", "，麻烦尽快安排师傅", "，下班后家里有人", "，周末也可以上门", "，之前修过一次", "，家里有老人孩子", "，请先打电话"],
  en: ["", "", ". Please call first", ". It has been two days", ". Someone is home after six", ". It was repaired once before"],
};

export const notes = {
  busy: ["手上两单没干完", "正在抢修主管，走不开"],
  skill: ["需要持证人员", "这个型号没修过，请派专业师傅"],
  distance: ["现在在另一个小区", ""],
  tools: ["疏通机在另一组", "没带测漏仪"],
  shift_ends: ["马上交班，来不及", "快下班了，请派下一班"],
  unwell: ["身体不适，已向班长请假", ""],
  parts: ["配件仓库没货，已申请", "等厂家发货，预计明天到"],
  no_access: ["敲门无人应，电话未接", "业主临时外出，约改时间"],
  owner: ["业主要和家人商量后再修", "业主要求改到晚上"],
  quote: ["超出免费范围，等业主确认报价", "报价已发，等业主答复"],
  contractor: ["联系厂家维保，等人到场", "需燃气公司到场处理"],
  weather: ["下雨，室外高处不能作业", "大风停止高处作业"],
  no_answer: ["联系不上，改派", ""],
  more_urgent: ["调去处理紧急单", ""],
  better_fit: ["有更近的师傅", ""],
  mistake: ["派错人了", ""],
  technician_left: ["师傅临时离岗", ""],
  solved_itself: ["自己好了，谢谢", "来水了，不用来了"],
  not_wanted: ["暂时不修了", ""],
  other_way: ["已找人修好", "亲戚帮忙修好了"],
  not_ours: ["属市政管网，已转告自来水公司", "属运营商线路，请联系运营商客服"],
  not_a_repair: ["属咨询事项，已电话答复", "属邻里噪声问题，已转客服跟进"],
  owner_own_cost: ["户内装修改动部分，由业主自行委托"],
  partly: ["好一点，但还是有点渗", "一个修好了，另一个还不行"],
  not_solved: ["师傅走后半天又漏了", "还是老样子，没有修好", "今天早上又坏了"],
  solved: ["", "", "", "修得很快，谢谢", "师傅很专业"],
  survey: ["", "", "", "", "师傅态度很好，还把地擦干净了", "来得比说的时间早", "希望配件能快一点", "沟通清楚，满意", "等得有点久", "Very quick and friendly"],
  surveyLow: ["等太久，打了两次电话才来", "修了又坏，希望彻底解决", "到得太晚，也没提前说"],
  triage: ["", "", "电话核实后调整", "同类问题多户，升级处理"],
} satisfies Record<string, string[]>;
