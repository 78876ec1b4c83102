// Headings and rows of each table. Headings are the labels of the schema's fields.
#include "tests/county/tables.h"

namespace bf::county {
namespace {

using Next = std::function<Result<void>()>;

/// Further rows that an import must leave out, by turns of these kinds; they stand at the end of their files.
enum class Broken {
  unknownVillage,
  unknownHouseholdOfMember,
  unknownMember,
  unknownHouseholdOfIncome,
  numberTwice,
  kinds
};

int brokenOf(const County& county, Broken kind) {
  const int kinds = static_cast<int>(Broken::kinds);
  return (county.options.brokenRows + kinds - 1 - static_cast<int>(kind)) / kinds;
}

/// A household of the county, another one for each `i`.
const Household& some(const County& county, int i) {
  return county.households[static_cast<std::size_t>(i) * 7 % county.households.size()];
}

OutColumn text(std::string heading, double width = 12) { return {std::move(heading), width, false}; }
OutColumn number(std::string heading) { return {std::move(heading), 10, true}; }

std::string codeOf(const County& county, std::size_t village) { return std::to_string(county.villages[village].code); }

const std::vector<OutColumn> villageColumns{text("行政村代码", 15),
                                            text("村名"),
                                            text("省定贫困村"),
                                            text("出列（销号）年度"),
                                            number("户籍户数"),
                                            number("户籍人口"),
                                            number("建档立卡户数（填报）"),
                                            number("建档立卡人数（填报）"),
                                            text("纬度"),
                                            text("经度"),
                                            text("特色产业"),
                                            number("合作社数"),
                                            number("致富带头人"),
                                            text("公共服务场所"),
                                            text("村委办公场所"),
                                            text("宣传栏"),
                                            text("篮球场"),
                                            text("文化室（农家书屋）"),
                                            text("综合性文化服务中心"),
                                            text("标准化卫生室"),
                                            number("村医人数"),
                                            text("村委会或中心校通路"),
                                            text("通硬化路"),
                                            text("通宽带"),
                                            text("通有线电视"),
                                            text("通自来水"),
                                            text("编制村庄规划"),
                                            number("有卫生厕所户数"),
                                            text("通客车")};

Result<void> villageRows(const County& county, RowText& row, const Next& next) {
  for (const Village& v : county.villages) {
    row.whole(static_cast<std::int64_t>(v.code)).text(v.name).text(v.poorVillage ? "是" : "否").positive(v.exitYear);
    row.whole(v.registeredHouseholds).whole(v.registeredPersons).whole(v.poorHouseholds).whole(v.poorPersons);
    row.degrees(v.latitude).degrees(v.longitude).text(v.industry).whole(v.cooperatives).whole(v.leaders);
    row.text(v.servicePlace).text(v.office).text(v.board).text(v.court).text(v.culture).text(v.cultureCentre);
    row.text(v.clinic).whole(v.medicalWorkers).text(v.roadReaches).text(v.road).text(v.broadband).text(v.cable);
    row.text(v.tapWater).text(v.plan).whole(v.toiletHouseholds).text(v.coach);
    BF_CHECK(next());
  }
  return {};
}

const std::vector<OutColumn> villageYearColumns{text("行政村代码", 15), text("行政村"), text("年度"),
                                                number("居民人均可支配收入"), number("村集体经济收入")};

Result<void> villageYearRows(const County& county, RowText& row, const Next& next) {
  for (const Village& v : county.villages) {
    for (const int year : incomeYears) {
      const bool first = year == incomeYears[0];
      row.whole(static_cast<std::int64_t>(v.code)).text(v.name).whole(year);
      row.positive(first ? v.income2016 : v.income2017).positive(first ? v.collective2016 : v.collective2017);
      BF_CHECK(next());
    }
  }
  return {};
}

const std::vector<OutColumn> hamletColumns{text("行政村代码", 15), text("行政村"),     text("名称"),
                                           number("户数"),         number("人数"),     text("通硬化路"),
                                           text("通生活用电"),     text("通广播电视"), text("编制规划")};

Result<void> hamletRows(const County& county, RowText& row, const Next& next) {
  for (const Village& v : county.villages) {
    for (const Hamlet& h : v.hamlets) {
      row.whole(static_cast<std::int64_t>(v.code)).text(v.name).text(h.name).whole(h.households).whole(h.persons);
      row.text(h.road).text(h.power).text(h.broadcast).text(h.plan);
      BF_CHECK(next());
    }
  }
  return {};
}

const std::vector<OutColumn> householdColumns{text("户编号", 20),
                                              text("乡镇"),
                                              text("行政村"),
                                              text("行政村代码", 15),
                                              text("自然村（村民小组）"),
                                              text("户主"),
                                              text("贫困户属性"),
                                              text("识别标准"),
                                              text("识别年度"),
                                              text("脱贫状态"),
                                              text("计划脱贫年度"),
                                              text("脱贫年度"),
                                              text("主要致贫原因"),
                                              text("其他致贫原因"),
                                              text("适用的七个一批", 20),
                                              text("住址", 34),
                                              text("联系电话", 14),
                                              text("纬度"),
                                              text("经度"),
                                              text("开户银行", 18),
                                              text("银行账号", 22),
                                              number("家庭人口"),
                                              text("有稳定收入"),
                                              text("享受低保"),
                                              text("享受特困供养"),
                                              text("房屋等级"),
                                              text("饮水来源", 18),
                                              text("饮水安全"),
                                              text("通生活用电"),
                                              text("电视信号"),
                                              text("网络信号"),
                                              text("拥有设备", 18),
                                              text("卫生厕所"),
                                              text("主要燃料"),
                                              text("入户路"),
                                              number("与村主干路距离"),
                                              number("耕地"),
                                              number("林地"),
                                              text("加入农民专业合作社")};

void householdRow(const County& county, const Household& h, RowText& row) {
  const Village& v = county.villages[h.village];
  row.text(h.number).text(county.townships[v.township].name).text(v.name).text(codeOf(county, h.village));
  row.text(v.hamlets[h.hamlet].name).text(h.head).text(h.attribute).text("省定标准").positive(h.identified);
  const bool preparing = h.status == "预脱贫";
  row.text(h.status).positive(preparing ? h.exitYear : 0).positive(preparing ? 0 : h.exitYear);
  row.text(h.mainCause).text(h.otherCauses).text(h.batches).text(h.address).text(h.phone);
  row.degrees(h.latitude).degrees(h.longitude).text(h.bank).text(h.account).whole(static_cast<int>(h.persons));
  row.text(h.stable).text(h.lowIncome).text(h.special).text(h.house.grade).text(h.water).text(h.waterSafe);
  row.text(h.power).text(h.tvSignal).text(h.network).text(h.devices).text(h.toilet).text(h.fuel).text(h.road);
  row.decimal(h.roadKm, 1).decimal(h.farmland, 1).decimal(h.woodland, 1).text(h.cooperative);
}

Result<void> householdRows(const County& county, RowText& row, const Next& next) {
  for (const Household& h : county.households) {
    householdRow(county, h, row);
    BF_CHECK(next());
  }
  for (int i = 0; i < brokenOf(county, Broken::unknownVillage); ++i) {
    row.text("990000000000" + std::to_string(1000 + i)).text("旧镇").text("已撤并村").text("990000000000");
    row.text("老屋").text("张三").text("一般贫困户");
    BF_CHECK(next());
  }
  for (int i = 0; i < brokenOf(county, Broken::numberTwice); ++i) {
    householdRow(county, some(county, i), row);
    BF_CHECK(next());
  }
  return {};
}

const std::vector<OutColumn> lightColumns{text("户编号", 20), text("行政村代码", 15), text("户主"),
                                          text("农户类别"),   number("家庭人口"),     number("参加医疗保险人数"),
                                          text("房屋等级"),   text("饮水来源", 18),   text("饮水安全"),
                                          text("通生活用电"), text("电视信号"),       text("拥有设备", 18)};

Result<void> lightRows(const County& county, RowText& row, const Next& next) {
  for (const LightHousehold& h : county.light) {
    row.text(h.number).text(codeOf(county, h.village)).text(h.head).text("一般农户").whole(h.persons).whole(h.insured);
    row.text(h.grade).text(h.water).text(h.waterSafe).text(h.power).text(h.tvSignal).text(h.devices);
    BF_CHECK(next());
  }
  return {};
}

const std::vector<OutColumn> memberColumns{
    text("户编号", 20),   text("姓名"),         text("性别", 6),          text("证件号码", 24), text("出生日期"),
    text("与户主关系"),   text("民族"),         text("政治面貌"),         text("文化程度"),     text("在校生状况", 16),
    text("就读学校", 20), text("失学辍学"),     text("失学辍学原因", 16), text("健康状况", 22), text("残疾类别"),
    text("残疾等级"),     text("劳动技能", 18), text("务工地点", 18),     text("务工企业", 16), text("务工年度"),
    number("务工月数"),   text("享受低保")};

Result<void> memberRows(const County& county, RowText& row, const Next& next) {
  constexpr std::string_view kinds[] = {"",         "视力残疾", "听力残疾", "言语残疾",
                                        "肢体残疾", "智力残疾", "精神残疾", "多重残疾"};
  constexpr std::string_view grades[] = {"", "一级", "二级", "三级", "四级"};
  for (const Household& h : county.households) {
    for (std::size_t i = 0; i < h.persons; ++i) {
      const Person& p = county.people[h.firstPerson + i];
      row.text(h.number).text(p.name).text(p.sex).text(p.id).text(p.birth).text(p.relation).text(p.nation);
      row.text(p.politics).text(p.education).text(p.stage).text(p.school).text(p.droppedOut).text(p.leftSchool);
      row.text(p.health).text(kinds[p.disabilityKind]).text(grades[p.disabilityGrade]).text(p.labour);
      row.text(p.workPlace).text(p.employer).text(p.workMonths > 0 ? "2018" : "").positive(p.workMonths);
      row.text(p.lowIncome);
      BF_CHECK(next());
    }
  }
  for (int i = 0; i < brokenOf(county, Broken::unknownHouseholdOfMember); ++i) {
    row.text("990000000000" + std::to_string(5000 + i)).text("李四").text("男");
    BF_CHECK(next());
  }
  return {};
}

const std::vector<OutColumn> enrolmentColumns{text("户编号", 20),           text("姓名"),
                                              text("证件号码", 24),         text("年度"),
                                              text("城乡居民基本医疗保险"), text("大病保险"),
                                              text("补充（商业）医疗保险"), text("医保缴费方式", 16),
                                              text("城乡居民基本养老保险"), text("养老保险缴费方式", 16),
                                              text("按月领取养老金"),       text("家庭医生签约"),
                                              text("免费体检日期")};

Result<void> enrolmentRows(const County& county, RowText& row, const Next& next) {
  for (const Household& h : county.households) {
    for (std::size_t i = 0; i < h.persons; ++i) {
      const Person& p = county.people[h.firstPerson + i];
      for (int year = 0; year < 2; ++year) {
        const Enrolment& e = p.enrolments[year];
        row.text(h.number).text(p.name).text(p.id).whole(enrolmentYears[year]).text(e.basic).text(e.severe);
        row.text(e.commercial).text(e.payer).text(e.pension).text(e.pensionPayer).text(e.receives).text(e.contract);
        row.text(e.checkUp);
        BF_CHECK(next());
      }
    }
  }
  for (int i = 0; i < brokenOf(county, Broken::unknownMember); ++i) {
    row.text(some(county, i).number).text("查无此人").text("").whole(2018).text("是");
    BF_CHECK(next());
  }
  return {};
}

const std::vector<OutColumn> incomeColumns{text("户编号", 20),       text("户主"),         text("年度"),
                                           number("家庭人口"),       number("工资性收入"), number("生产经营性收入"),
                                           number("生产经营性支出"), number("财产性收入"), number("低保金"),
                                           number("特困供养金"),     number("养老保险金"), number("生态补偿金"),
                                           number("其他转移性收入")};

Result<void> incomeRows(const County& county, RowText& row, const Next& next) {
  for (const Household& h : county.households) {
    for (int year = 0; year < 2; ++year) {
      const Income& income = h.income[year];
      if (!income.known) continue;
      row.text(h.number).text(h.head).whole(incomeYears[year]).whole(static_cast<int>(h.persons));
      row.positive(income.wages).positive(income.business).positive(income.expenses).positive(income.property);
      row.positive(income.lowIncome).positive(income.special).positive(income.pension).positive(income.ecology);
      row.positive(income.other);
      BF_CHECK(next());
    }
  }
  for (int i = 0; i < brokenOf(county, Broken::unknownHouseholdOfIncome); ++i) {
    row.text("990000000000" + std::to_string(5000 + i)).text("李四").whole(2017).whole(2).whole(5000);
    BF_CHECK(next());
  }
  return {};
}

const std::vector<OutColumn> houseColumns{
    text("户编号", 20),   text("户主"),     text("鉴定等级"), text("鉴定日期"), text("鉴定单位", 16),
    text("鉴定方式", 18), text("唯一住房"), text("结构"),     number("面积"),   text("危险部位", 18)};

Result<void> houseRows(const County& county, RowText& row, const Next& next) {
  for (const Household& h : county.households) {
    if (h.house.grade.empty()) continue;
    row.text(h.number).text(h.head).text(h.house.grade).text(h.house.date).text(h.house.unit).text(h.house.method);
    row.text(h.house.only).text(h.house.structure).positive(h.house.area).text(h.house.dangerParts);
    BF_CHECK(next());
  }
  return {};
}

const std::vector<OutColumn> renovationColumns{text("户编号", 20),       text("户主"),       text("计划年度"),
                                               text("改造方式"),         text("进度"),       text("改造前等级"),
                                               text("唯一住房"),         number("补助标准"), number("启动资金"),
                                               text("启动资金到户日期"), text("竣工期限")};

Result<void> renovationRows(const County& county, RowText& row, const Next& next) {
  for (const Household& h : county.households) {
    const House& house = h.house;
    if (house.planYear == 0) continue;
    row.text(h.number).text(h.head).whole(house.planYear).text(house.mode).text(house.stage).text(house.grade);
    row.text(house.only).positive(house.subsidy).positive(house.startingFunds).text(house.fundsDate);
    row.text(std::to_string(house.planYear) + "-12-20");
    BF_CHECK(next());
  }
  return {};
}

const std::vector<OutColumn> helperColumns{text("户编号", 20),   text("户主"),     text("姓名"),    text("单位", 22),
                                           text("单位隶属关系"), text("电话", 14), text("开始日期")};

Result<void> helperRows(const County& county, RowText& row, const Next& next) {
  for (const Household& h : county.households) {
    if (h.helper.empty()) continue;
    row.text(h.number).text(h.head).text(h.helper).text(h.helperUnit).text(h.helperLevel).text(h.helperPhone);
    row.text(h.identified == 2016 ? "2016-05-01" : "2017年3月1日");
    BF_CHECK(next());
  }
  return {};
}

}  // namespace

const std::vector<CountyTable>& countyTables() {
  static const std::vector<CountyTable> tables{{"行政村", villageColumns, villageRows},
                                               {"村年度数据", villageYearColumns, villageYearRows},
                                               {"自然村", hamletColumns, hamletRows},
                                               {"农户", householdColumns, householdRows},
                                               {"一般农户", lightColumns, lightRows},
                                               {"家庭成员", memberColumns, memberRows},
                                               {"参保与健康服务", enrolmentColumns, enrolmentRows},
                                               {"收入表", incomeColumns, incomeRows},
                                               {"住房安全鉴定", houseColumns, houseRows},
                                               {"危房改造", renovationColumns, renovationRows},
                                               {"帮扶责任人", helperColumns, helperRows}};
  return tables;
}

}  // namespace bf::county
