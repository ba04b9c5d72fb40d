import type { Random } from "./random.ts";

/** A person's name as written and in Latin letters. */
export type Name = { name: string; nameLatin: string };

const surnames =
  "王 Wang 李 Li 张 Zhang 刘 Liu 陈 Chen 杨 Yang 赵 Zhao 黄 Huang 周 Zhou 吴 Wu 徐 Xu 孙 Sun 胡 Hu 朱 Zhu 高 Gao 林 Lin 何 He 郭 Guo 马 Ma 罗 Luo 梁 Liang 宋 Song 郑 Zheng 谢 Xie 韩 Han 唐 Tang 冯 Feng 于 Yu 董 Dong 萧 Xiao 程 Cheng 曹 Cao 袁 Yuan 邓 Deng 许 Xu 傅 Fu 沈 Shen 曾 Zeng 彭 Peng 吕 Lü 苏 Su 卢 Lu 蒋 Jiang 蔡 Cai 贾 Jia 丁 Ding 魏 Wei 薛 Xue 叶 Ye 阎 Yan 余 Yu 潘 Pan 杜 Du 戴 Dai 夏 Xia 钟 Zhong 汪 Wang 田 Tian 任 Ren 姜 Jiang 范 Fan 方 Fang 石 Shi 姚 Yao 谭 Tan 廖 Liao 邹 Zou 熊 Xiong 金 Jin 陆 Lu 郝 Hao 孔 Kong 白 Bai 崔 Cui 康 Kang 毛 Mao 邱 Qiu 秦 Qin 江 Jiang 史 Shi 顾 Gu 侯 Hou 邵 Shao 孟 Meng 龙 Long 万 Wan 段 Duan 雷 Lei 钱 Qian 汤 Tang 尹 Yin 黎 Li 易 Yi 常 Chang 武 Wu 乔 Qiao 贺 He 赖 Lai 龚 Gong 文 Wen";
const firstCharacters =
  "建 jian 国 guo 志 zhi 文 wen 明 ming 晓 xiao 海 hai 春 chun 秀 xiu 玉 yu 桂 gui 丽 li 美 mei 雅 ya 思 si 子 zi 雨 yu 欣 xin 佳 jia 俊 jun 浩 hao 宇 yu 嘉 jia 梓 zi 诗 shi 梦 meng 静 jing 慧 hui 淑 shu 德 de 永 yong 庆 qing 振 zhen 家 jia 立 li 天 tian 云 yun 若 ruo 安 an 景 jing 泽 ze 书 shu 若 ruo 宏 hong";
const secondCharacters =
  "华 hua 军 jun 平 ping 强 qiang 伟 wei 芳 fang 敏 min 英 ying 兰 lan 珍 zhen 霞 xia 红 hong 梅 mei 琳 lin 洁 jie 婷 ting 轩 xuan 涵 han 博 bo 辉 hui 斌 bin 杰 jie 涛 tao 磊 lei 鹏 peng 超 chao 飞 fei 龙 long 波 bo 峰 feng 宁 ning 怡 yi 妍 yan 彤 tong 萍 ping 琴 qin 凤 feng 荣 rong 林 lin 成 cheng 山 shan 生 sheng 民 min 东 dong 然 ran 晨 chen 悦 yue 航 hang 清 qing";
const foreignFirst =
  "Anna Jonas Emily Lucas Sofia Daniel Grace Hanna Oliver Marta Peter Clara Noah Ines Ruth Tom Lena Amir Julia Victor Nora Felix";
const foreignLast =
  "Keller Weber Carter Moreau Rossi Novak Okafor Lind Grant Silva Vos Dunn Brandt Costa Adler Hartley Fischer Haddad Stone Lang Berg";

function pairs(words: string): Array<[string, string]> {
  const parts = words.split(" ");
  return Array.from({ length: parts.length / 2 }, (_, i) => [parts[i * 2]!, parts[i * 2 + 1]!]);
}

const families = pairs(surnames);
const firsts = pairs(firstCharacters);
const seconds = pairs(secondCharacters);

/** Needs an apostrophe between syllables: `Jian'an`, never `Jianan`. */
function given(first: string, second: string): string {
  const joined = /^[aeo]/.test(second) ? `${first}'${second}` : `${first}${second}`;
  return joined[0]!.toUpperCase() + joined.slice(1);
}

export function chineseName(random: Random, family: [string, string] = surname(random)): Name {
  const second = random.pick(seconds);
  if (random.chance(0.24))
    return { name: family[0] + second[0], nameLatin: `${family[1]} ${given(second[1], "")}` };
  const first = random.pick(firsts);
  return { name: family[0] + first[0] + second[0], nameLatin: `${family[1]} ${given(first[1], second[1])}` };
}

/** Common surnames come first in the table and more often in life. */
export function surname(random: Random): [string, string] {
  return families[Math.floor(random.next() ** 1.7 * families.length)]!;
}

export function foreignName(random: Random): Name {
  const name = `${random.pick(foreignFirst.split(" "))} ${random.pick(foreignLast.split(" "))}`;
  return { name, nameLatin: name };
}
