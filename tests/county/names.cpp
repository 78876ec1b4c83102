#include "tests/county/names.h"

#include <array>

#include "tests/county/pick.h"

namespace bf::county {
namespace {

// Surnames with a rough local frequency. The Hakka list follows the clans of 五华 and 兴宁, the Zhuang and Miao-Dong
// lists those of 南宁's northern counties and of 融安, the Manchu list those of 新宾 and its Korean townships.
constexpr Weighted hakkaSurnames[] = {
    {"李", 120}, {"张", 105}, {"陈", 90}, {"曾", 66}, {"钟", 62}, {"古", 55},  {"刘", 50},  {"周", 42},
    {"黄", 42},  {"魏", 38},  {"温", 36}, {"邓", 34}, {"廖", 28}, {"朱", 26},  {"胡", 24},  {"吴", 22},
    {"林", 20},  {"彭", 18},  {"郭", 18}, {"叶", 16}, {"江", 16}, {"范", 15},  {"杨", 15},  {"万", 14},
    {"谢", 14},  {"缪", 13},  {"卓", 12}, {"罗", 12}, {"宋", 11}, {"赖", 11},  {"邹", 10},  {"徐", 10},
    {"甘", 9},   {"戴", 8},   {"何", 8},  {"练", 6},  {"薛", 6},  {"孔", 5},   {"蓝", 5},   {"巫", 5},
    {"利", 4},   {"丘", 4},   {"凌", 3},  {"幸", 3},  {"佘", 2},  {"欧阳", 5}, {"司徒", 1}, {"上官", 1}};
constexpr Weighted zhuangSurnames[] = {{"韦", 130}, {"黄", 110}, {"覃", 80}, {"梁", 60},  {"蓝", 55}, {"陆", 50},
                                       {"李", 45},  {"莫", 40},  {"潘", 35}, {"罗", 30},  {"卢", 28}, {"周", 25},
                                       {"谭", 25},  {"农", 24},  {"樊", 18}, {"苏", 18},  {"杨", 16}, {"石", 14},
                                       {"零", 10},  {"岑", 10},  {"班", 8},  {"马", 8},   {"雷", 8},  {"温", 8},
                                       {"磨", 6},   {"玉", 5},   {"闭", 5},  {"欧阳", 2}, {"令狐", 1}};
constexpr Weighted miaoDongSurnames[] = {{"韦", 80}, {"覃", 75}, {"吴", 60}, {"龙", 55}, {"莫", 50},
                                         {"潘", 45}, {"杨", 45}, {"罗", 40}, {"廖", 38}, {"石", 32},
                                         {"黄", 30}, {"贾", 28}, {"梁", 25}, {"陈", 25}, {"欧", 20},
                                         {"粟", 14}, {"荣", 12}, {"蒙", 12}, {"管", 6},  {"欧阳", 3}};
constexpr Weighted manchuSurnames[] = {{"王", 85},  {"李", 80},      {"张", 75},  {"刘", 65},   {"关", 50}, {"赵", 48},
                                       {"孙", 36},  {"金", 34},      {"高", 30},  {"佟", 26},   {"马", 24}, {"徐", 24},
                                       {"富", 20},  {"那", 18},      {"白", 18},  {"肇", 14},   {"伊", 12}, {"曹", 12},
                                       {"于", 12},  {"宋", 12},      {"朴", 8},   {"崔", 8},    {"郎", 7},  {"鄂", 4},
                                       {"觉罗", 2}, {"爱新觉罗", 1}, {"欧阳", 1}, {"瓜尔佳", 1}};

constexpr std::string_view oldMen[] = {"文", "德", "荣", "华", "锦", "添", "水", "金", "新", "国", "佛", "火",
                                       "亚", "官", "传", "茂", "祥", "庆", "炳", "坤", "森", "贵", "福", "云",
                                       "石", "启", "汉", "振", "远", "福", "生", "来", "均", "才", "伟", "明",
                                       "天", "达", "房", "友", "南", "桂", "泉", "木", "万"};
constexpr std::string_view oldWomen[] = {"娣", "招", "莲", "英", "秀", "兰", "玉", "桂", "凤", "珍",
                                         "梅", "香", "菊", "金", "银", "娇", "清", "云", "带", "亚",
                                         "运", "戊", "友", "春", "新", "容", "连", "妹", "娘", "满"};
constexpr std::string_view men[] = {"志", "伟", "建", "军", "国", "平", "海", "波", "勇", "强", "锋", "辉",
                                    "斌", "龙", "飞", "文", "武", "东", "林", "雄", "明", "学", "胜", "利",
                                    "远", "宏", "永", "春", "新", "锋", "进", "佳", "少", "锐", "良", "权",
                                    "凯", "鹏", "彬", "科", "伙", "添", "裕", "育", "仕"};
constexpr std::string_view women[] = {"丽", "芳", "娟", "燕", "玲", "萍", "红", "霞", "艳", "敏",
                                      "静", "晓", "小", "春", "秋", "雪", "慧", "琼", "莉", "惠",
                                      "婷", "媚", "娜", "远", "苑", "彩", "银", "思", "海", "素"};
constexpr std::string_view boys[] = {"梓", "轩", "浩", "宇", "俊", "杰", "子", "涵", "泽", "铭", "睿",
                                     "博", "文", "嘉", "豪", "晨", "煜", "鑫", "皓", "骏", "锴", "烨",
                                     "炜", "森", "彦", "祺", "楷", "瑞", "恩", "锦", "航", "逸"};
constexpr std::string_view girls[] = {"欣", "怡", "诗", "涵", "雨", "梓", "琪", "萱", "思", "语", "佳",
                                      "妍", "彤", "晴", "紫", "若", "汐", "可", "馨", "予", "雅", "静",
                                      "芷", "钰", "嘉", "颖", "乐", "瑶", "婧", "曦", "依", "依"};
// Characters that registers have and old programs lose: some only in GB 18030, three beyond the basic plane.
constexpr std::string_view rare[] = {"堃", "喆", "䶮", "𠅤", "犇", "燊", "槑", "㛃", "𬱖", "𣲗",
                                     "玥", "祎", "翀", "骉", "琇", "珺", "甯", "昇", "鎏",   "淏",
                                     "芃", "垚", "赟", "頔", "䴙", "㑇", "镕", "濛", "劼",   "𪚔"};

constexpr std::string_view longFirst[] = {"阿卜杜热西提", "买买提", "古丽巴哈尔", "阿依努尔", "努尔买买提",
                                          "帕提古丽",     "叶尔江", "玛依拉",     "吐尔逊江", "热依汗古丽"};
constexpr std::string_view longLast[] = {"麦麦提敏", "吐尔逊", "阿卜力米提", "依明",       "买合木提",
                                         "哈力克",   "沙吾提", "司马义",     "艾合买提江", "木合塔尔"};

constexpr std::string_view hakkaHamlets[] = {"上",   "下", "老", "新", "大", "石", "坪", "塘", "岗",
                                             "水",   "黄", "罗", "井", "横", "矮", "半", "长", "双",
                                             "杨梅", "企", "黎", "竹", "榕", "禾", "高"};
constexpr std::string_view hakkaEnds[] = {"屋",   "围", "背", "坑", "岗",   "坪", "寨", "塘", "排",
                                          "岭下", "口", "坝", "楼", "嶂下", "陂", "湾", "坳", "窝"};
constexpr std::string_view zhuangHeads[] = {"那", "板", "弄", "六", "古", "内", "巴", "岜",
                                            "坡", "下", "上", "百", "渌", "陇", "布"};
constexpr std::string_view zhuangEnds[] = {"楼", "料", "造", "平", "旺", "龙", "马", "凤", "陶", "冬",
                                           "怀", "桑", "朗", "考", "闪", "逢", "学", "良", "宁", "钦"};
constexpr std::string_view manchuHeads[] = {"王家", "李家", "关家", "佟家", "下",   "上", "东",   "西",
                                            "后",   "前",   "大",   "小",   "榆树", "红", "木奇", "老"};
constexpr std::string_view manchuEnds[] = {"沟",   "堡", "甸子", "岭", "砬子", "营",
                                           "河口", "街", "屯",   "房", "哨",   "旗"};

std::string join(std::string_view a, std::string_view b) { return std::string(a) + std::string(b); }

std::span<const std::string_view> givenList(bool female, int birthYear) {
  if (birthYear < 1962) return female ? std::span<const std::string_view>(oldWomen) : oldMen;
  if (birthYear < 2000) return female ? std::span<const std::string_view>(women) : men;
  return female ? std::span<const std::string_view>(girls) : boys;
}

}  // namespace

Culture cultureOf(RegionCode county) {
  if (county == 450224) return Culture::miaoDong;
  if (county / 10000 == 45) return Culture::zhuang;
  if (county / 10000 == 21) return Culture::manchu;
  return Culture::hakka;
}

NamedNation makeNation(SeededRandom& random, Culture culture, bool marriedIn) {
  constexpr Weighted hakka[] = {{"汉族", 998}, {"畲族", 2}};
  constexpr Weighted zhuang[] = {{"壮族", 780}, {"汉族", 130}, {"瑶族", 88}, {"苗族", 2}};
  constexpr Weighted miaoDong[] = {{"汉族", 420}, {"壮族", 240}, {"苗族", 130},
                                   {"侗族", 110}, {"瑶族", 90},  {"仫佬族", 10}};
  constexpr Weighted manchu[] = {{"满族", 730}, {"汉族", 230}, {"朝鲜族", 38}, {"锡伯族", 2}};
  constexpr Weighted elsewhere[] = {{"汉族", 880}, {"壮族", 50},   {"苗族", 25},  {"瑶族", 15},
                                    {"彝族", 12},  {"土家族", 12}, {"布依族", 4}, {"维吾尔族", 2}};
  if (marriedIn && random.chance(15)) {
    const std::string_view nation = pick(random, std::span<const Weighted>(elsewhere));
    return {nation, nation == "维吾尔族"};
  }
  switch (culture) {
    case Culture::hakka: return {pick(random, std::span<const Weighted>(hakka))};
    case Culture::zhuang: return {pick(random, std::span<const Weighted>(zhuang))};
    case Culture::miaoDong: return {pick(random, std::span<const Weighted>(miaoDong))};
    case Culture::manchu: return {pick(random, std::span<const Weighted>(manchu))};
  }
  return {"汉族"};
}

std::string makeSurname(SeededRandom& random, Culture culture) {
  switch (culture) {
    case Culture::hakka: return std::string(pick(random, std::span<const Weighted>(hakkaSurnames)));
    case Culture::zhuang: return std::string(pick(random, std::span<const Weighted>(zhuangSurnames)));
    case Culture::miaoDong: return std::string(pick(random, std::span<const Weighted>(miaoDongSurnames)));
    case Culture::manchu: return std::string(pick(random, std::span<const Weighted>(manchuSurnames)));
  }
  return {};
}

std::string makeGivenName(SeededRandom& random, bool female, int birthYear) {
  const auto list = givenList(female, birthYear);
  std::string name(pick(random, list));
  if (random.chance(birthYear < 2000 ? 14 : 10)) return permille(random, 40) ? std::string(pick(random, rare)) : name;
  name += permille(random, 12) ? pick(random, rare) : pick(random, list);
  // Three characters: two parents' surnames before a name, or a nickname that became the name.
  if (permille(random, 3)) name += pick(random, list);
  return name;
}

std::string makeLongName(SeededRandom& random) {
  return join(pick(random, longFirst), "·") + std::string(pick(random, longLast));
}

std::string makeHamletName(SeededRandom& random, Culture culture) {
  switch (culture) {
    case Culture::hakka: return join(pick(random, hakkaHamlets), pick(random, hakkaEnds));
    case Culture::zhuang:
    case Culture::miaoDong: return join(pick(random, zhuangHeads), pick(random, zhuangEnds)) + "屯";
    case Culture::manchu: return join(pick(random, manchuHeads), pick(random, manchuEnds));
  }
  return {};
}

}  // namespace bf::county
