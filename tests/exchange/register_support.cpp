#include "tests/exchange/register_support.h"

#include <catch2/catch.hpp>

#include "shared/schema/value.h"

namespace bf::test {

std::vector<const ImportedRecord*> Imported::of(const std::string& kind) const {
  const std::uint32_t number = builtinSchema().kindByName(kind)->number;
  std::vector<const ImportedRecord*> found;
  for (const ImportedRecord& record : records) {
    if (record.kind == number) found.push_back(&record);
  }
  return found;
}

const ImportedRecord* Imported::find(const std::string& kind, const std::string& key) const {
  for (const ImportedRecord* record : of(kind)) {
    if (record->key == key) return record;
  }
  return nullptr;
}

std::string Imported::text(const ImportedRecord& record, const std::string& field) {
  const KindSpec* kind = builtinSchema().kind(record.kind);
  const FieldSpec* spec = kind->fieldByName(field);
  REQUIRE(spec != nullptr);
  for (const Field& one : record.fields) {
    if (one.number == spec->number) return display(*spec, decodeValue(*spec, one.wire).value(), Language::chinese);
  }
  return {};
}

RegionTable smallRegions() {
  RegionTable regions;
  for (const RegionRow& row : std::vector<RegionRow>{{44, "广东省"},
                                                     {4414, "梅州市"},
                                                     {441424, "五华县"},
                                                     {441424100, "水寨镇"},
                                                     {441424101, "河东镇"},
                                                     {441424100200, "协和村委会"},
                                                     {441424100201, "河尾村委会"},
                                                     {441424101200, "协和村委会"}}) {
    REQUIRE(regions.add(row));
  }
  return regions;
}

Imported importTables(std::vector<std::pair<std::string, Lines>> tables, ImportSettings settings) {
  std::vector<ImportFile> files;
  for (auto& [name, rows] : tables) files.push_back({std::make_unique<MemoryTable>(name, std::move(rows)), {}});
  const RegionTable regions = smallRegions();
  Imported imported;
  const ImportSink sink = [&](RegionCode region, std::vector<ImportedRecord>&& records) -> Result<void> {
    imported.batches.emplace_back(region, records.size());
    for (ImportedRecord& record : records) imported.records.push_back(std::move(record));
    return {};
  };
  auto report = importRegister(builtinSchema(), regions, std::move(files), sink, settings);
  REQUIRE(report);
  imported.report = std::move(*report);
  return imported;
}

Lines goodHouseholds() {
  return {{"户编号", "行政村代码", "户主", "贫困户属性", "主要致贫原因", "脱贫状态", "家庭人口", "耕地"},
          {"4414241002000001", "441424100200", "张䶮", "低保贫困户", "因病", "未脱贫", "2", "3.5"},
          {"4414241002010001", "441424100201", "欧阳堃", "一般贫困户", "缺技术", "未脱贫", "1", ""}};
}

Lines goodMembers() {
  return {{"户编号", "姓名", "性别", "证件号码", "出生日期", "与户主关系", "文化程度", "健康状况", "务工年度"},
          {"4414241002000001", "张䶮", "男", "441424198001019013", "1980-01-01", "户主", "小学", "健康", ""},
          {"4414241002000001", "李𠅤", "女", "441424198202029023", "1982/2/2", "配偶", "初中", "患有大病", ""},
          {"4414241002010001", "欧阳堃", "男", "44142419700303903X", "19700303", "户主", "小学", "健康", ""}};
}

}  // namespace bf::test
