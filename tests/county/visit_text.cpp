#include "tests/county/visit_text.h"

#include <array>
#include <span>

#include "tests/county/pick.h"

namespace bf::county {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view openings[] = {"{head}在家，{mood}。",
                                         "到{head}家时{doing}。",
                                         "今天在{village}见到{head}，{mood}。",
                                         "{head}刚从{from}回来，",
                                         "与{head}坐谈约{small}分钟，",
                                         "{head}的{kin}接待，{mood}。",
                                         "第{ordinal}次上门，{head}{mood}。",
                                         "雨天路滑，步行到{head}家，{doing}。",
                                         "晚上八点入户，{head}{doing}。",
                                         "{head}家门口晒着{crop}，",
                                         "电话约好后到访，{head}{doing}。"};
constexpr std::string_view moods[] = {"精神不错",
                                      "有些疲倦",
                                      "话不多",
                                      "很健谈",
                                      "听力不好，靠{kin}转述",
                                      "心情比上次好",
                                      "担心{worry}",
                                      "刚吃过午饭",
                                      "讲客家话，由村干部翻译",
                                      "对政策基本清楚",
                                      "身体比年初好些"};
constexpr std::string_view doings[] = {"正在喂{animal}", "在收{crop}",        "在门前劈柴",        "正在做饭",
                                       "在修猪栏",       "在辅导{kin}写作业", "正晒{crop}",        "在给{crop}施肥",
                                       "准备去圩镇",     "在补屋顶的瓦",      "刚卖完一批{animal}"};
constexpr std::string_view froms[] = {"卫生院",     "田里",   "圩镇", "{city}", "学校开家长会",
                                      "县医院复查", "合作社", "果园", "亲戚家", "镇上打零工"};
constexpr std::string_view kins[] = {"妻子", "母亲", "儿子",   "儿媳",   "女儿", "父亲",
                                     "孙子", "弟弟", "大儿子", "小女儿", "孙女", "嫂子"};
constexpr std::string_view crops[] = {"水稻", "番薯", "花生",   "油茶", "蜜柚", "百香果",     "黄豆",
                                      "芋头", "生姜", "茶叶",   "玉米", "淮山", "冬种马铃薯", "三华李",
                                      "木薯", "葛根", "黑木耳", "香菇", "甘蔗"};
constexpr std::string_view animals[] = {"土鸡", "鸭", "猪", "黄牛", "山羊", "蜜蜂", "鹅", "肉兔", "母猪", "草鱼"};
constexpr std::string_view cities[] = {"深圳", "东莞", "广州", "惠州", "佛山", "县城",
                                       "河源", "中山", "番禺", "珠海", "梅江"};
constexpr std::string_view illnesses[] = {"高血压",     "糖尿病",     "腰椎间盘突出", "慢性支气管炎", "类风湿",
                                          "尿毒症透析", "中风后遗症", "白内障",       "冠心病",       "肝硬化",
                                          "精神分裂症", "胃溃疡",     "股骨头坏死",   "甲状腺手术后", "地中海贫血"};
constexpr std::string_view worries[] = {"孩子学费",
                                        "药费",
                                        "旧屋漏雨",
                                        "{crop}卖不出去",
                                        "孙子没人带",
                                        "明年打工没着落",
                                        "借的{thousand}元怎么还",
                                        "今年雨水多收成差",
                                        "儿子的婚事",
                                        "冬天洗澡难"};
constexpr std::string_view courses[] = {"家政", "电工",     "油茶管护", "养鸡技术", "叉车",
                                        "电商", "茶叶加工", "中式烹调", "果树嫁接", "月嫂"};

constexpr std::string_view income[] = {"今年种{crop}{mu}亩，预计收{hundred}斤，卖得{thousand}元。",
                                       "养了{small}头{animal}，{month}月卖出一半，得{thousand}元。",
                                       "{kin}在{city}打工，每月寄回{hundred}元。",
                                       "在合作社分红{hundred}元，已到存折。",
                                       "打零工{small}天，每天{tens}元，工钱还欠{hundred}元。",
                                       "{crop}价格比去年每斤低{jiao}角，少收{hundred}元。",
                                       "光伏分红{hundred}元{month}月到账。",
                                       "{kin}做护林员，每月{hundred}元按时发。",
                                       "{kin}{month}月进厂，试用期工资{thousand}元。",
                                       "家里存粮够吃到{month}月。"};
constexpr std::string_view health[] = {"{kin}患{illness}，每月药费约{hundred}元。",
                                       "{month}月住院花了{thousand}元，报销后自付{hundred}元。",
                                       "{kin}{illness}，需每{small}天到县医院复查。",
                                       "慢性病卡已办，门诊可报{tens}%。",
                                       "家庭医生{month}月来量过血压，{high}/{tens}。",
                                       "残疾证{month}月到期，要换新证。",
                                       "{kin}{illness}加重，已不能下地。",
                                       "合作医疗已交，单据放在柜里看过原件。"};
constexpr std::string_view school[] = {"{kin}读{grade}年级，住校，每周生活费{tens}元。",
                                       "教育补助{hundred}元已打到卡上。",
                                       "{kin}成绩中等，想读职中{course}专业。",
                                       "{kin}今年考上大专，学费{thousand}元靠助学贷款。",
                                       "{kin}上学要走{small}里路，早上{kin}送。",
                                       "秋季补助还没收到，班主任说{month}月发。",
                                       "{kin}有厌学情绪，已和老师联系。"};
constexpr std::string_view house[] = {"住房为{decade}年代建的瓦房，东墙裂缝约{small}厘米。",
                                      "新房已盖到第二层，还差门窗，预算{thousand}元。",
                                      "屋顶{month}月翻修过，不再漏水。",
                                      "危改启动资金{thousand}元已收到。",
                                      "厨房和旧屋相连，烟大，建议分开。",
                                      "已搬入新居{small}个月，旧屋还没拆。",
                                      "自来水{month}月通到厨房，水压偏小。",
                                      "水质检测报告贴在门口，合格。",
                                      "电线老化，厨房插座有烧过的痕迹。",
                                      "手机在屋里只有一格信号，要到门坪才能通话。"};
constexpr std::string_view seen[] = {"帮扶手册记到{month}月，缺{month}月的签名。",
                                     "八有逐项核对，与系统一致。",
                                     "低保金{hundred}元每月到账，存折核对无误。",
                                     "对{worry}一事反复提起。",
                                     "表示愿意参加{course}培训。",
                                     "认可收入账，同意年底脱贫。",
                                     "对算账方法有疑问，逐笔解释后认可。",
                                     "家里卫生较上次好，厕所已改好。",
                                     "养老金每月{tens}元，{kin}代领。",
                                     "问起小额贷款，想借{thousand}元养{animal}。"};
constexpr std::string_view demands[] = {"想贷款{thousand}元扩种{crop}",
                                        "要求修门口到村道{tens}米路",
                                        "希望帮忙联系卖{crop}{hundred}斤",
                                        "希望给{kin}安排公益岗位",
                                        "请协调{kin}的残疾证换证",
                                        "想学{course}",
                                        "请求解决屋后排水沟",
                                        "希望低保增加{kin}一人",
                                        "希望{kin}转到镇中心小学",
                                        "要求核实{month}月药费报销{hundred}元",
                                        "希望装一盏路灯",
                                        "{animal}苗{small}只，请合作社先赊",
                                        "请尽快验收新房",
                                        "希望接通有线电视",
                                        "请查{month}月的教育补助为何未到"};
constexpr std::string_view measures[] = {"{day}日前与{unit}联系，答复{head}",
                                         "联系合作社上门收{crop}，每斤保底{jiao}角",
                                         "本周内带{kin}去卫生院办慢病卡",
                                         "报名{month}月的{course}培训",
                                         "请镇水管站{day}日来看水压",
                                         "{unit}{day}日前来核定房屋等级",
                                         "帮填助学申请表，{day}日交学校",
                                         "送鸡苗{tens}只、饲料{small}包",
                                         "联系{city}的厂家，{month}月面试",
                                         "下次带{unit}的人一起来",
                                         "{day}日陪去银行查补助账",
                                         "先送棉被{small}床，{month}月再看",
                                         "把裂缝照片上报{unit}，{day}日前回话",
                                         "督促施工队{month}月底前装好门窗"};
constexpr std::string_view units[] = {"住建局",   "水务局", "教育局", "民政局",   "卫计局",
                                      "人社局",   "供电局", "农业局", "残联",     "社保局",
                                      "镇扶贫办", "村委会", "交通局", "文广新局", "信用社"};
constexpr Weighted met[] = {{"户主", 62}, {"配偶", 16},    {"其他成员", 16},
                            {"邻居", 3},  {"村组干部", 1}, {"电话联系", 2}};
constexpr std::string_view ordinals[] = {"二", "三", "四", "五", "六", "七", "八"};
constexpr std::string_view decades[] = {"六十", "七十", "八十", "九十"};

struct Slot {
  std::string_view name;
  Words words;
};
constexpr Slot slots[] = {{"mood", moods},    {"doing", doings},   {"from", froms},  {"kin", kins},
                          {"crop", crops},    {"animal", animals}, {"city", cities}, {"illness", illnesses},
                          {"worry", worries}, {"course", courses}, {"unit", units},  {"ordinal", ordinals},
                          {"decade", decades}};

std::string number(SeededRandom& random, std::string_view slot) {
  if (slot == "small") return std::to_string(between(random, 2, 28));
  if (slot == "tens") return std::to_string(between(random, 20, 99));
  if (slot == "high") return std::to_string(between(random, 110, 178));
  if (slot == "hundred")
    return std::to_string(between(random, 11, 98) * 10 + (random.chance(30) ? between(random, 1, 9) : 0));
  if (slot == "thousand") return std::to_string(between(random, 10, 480) * 100);
  if (slot == "month") return std::to_string(between(random, 1, 12));
  if (slot == "day") return std::to_string(between(random, 1, 28));
  if (slot == "jiao") return std::to_string(between(random, 2, 19));
  if (slot == "grade") return std::to_string(between(random, 1, 9));
  if (slot == "mu") return std::to_string(between(random, 0, 6)) + "." + std::to_string(between(random, 1, 9));
  return {};
}

std::string expand(SeededRandom& random, std::string_view pattern, const VisitSubject& subject) {
  std::string text;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    text += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = pattern.find('}', open);
    const std::string_view slot = pattern.substr(open + 1, close - open - 1);
    pattern.remove_prefix(close + 1);
    if (slot == "head" || slot == "village") {
      text += slot == "head" ? subject.head : subject.village;
      continue;
    }
    bool found = false;
    for (const Slot& known : slots) {
      if (known.name != slot) continue;
      text += expand(random, pick(random, known.words), subject);
      found = true;
    }
    if (!found) text += number(random, slot);
  }
  return text;
}

Words topicFor(SeededRandom& random, std::string_view cause) {
  if (random.chance(40)) {
    if (cause == "因病" || cause == "因残") return health;
    if (cause == "因学") return school;
    if (cause == "因灾") return house;
    if (!cause.empty()) return income;
  }
  const std::array<Words, 5> topics{income, health, school, house, seen};
  return topics[random.below(topics.size())];
}

}  // namespace

VisitText makeVisitText(SeededRandom& random, const VisitSubject& subject) {
  VisitText text;
  text.conversation = expand(random, pick(random, Words(openings)), subject);
  const Words first = topicFor(random, subject.cause);
  text.conversation += expand(random, pick(random, first), subject);
  if (random.chance(45)) {
    const Words second = topicFor(random, {});
    if (second.data() != first.data()) text.conversation += expand(random, pick(random, second), subject);
  }
  if (random.chance(66)) text.demand = expand(random, pick(random, Words(demands)), subject);
  text.measure = expand(random, pick(random, Words(measures)), subject);
  text.met = pick(random, std::span<const Weighted>(met));
  return text;
}

}  // namespace bf::county
