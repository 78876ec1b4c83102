#include "shared/exchange/household_document.h"

#include <algorithm>
#include <map>

#include "shared/exchange/cell_value.h"
#include "shared/merge/change.h"
#include "shared/replica/registry.h"
#include "shared/schema/mask.h"
#include "shared/schema/plain_text.h"
#include "shared/schema/record_builder.h"
#include "shared/schema/value.h"
#include "shared/store/removed.h"

namespace bf {
namespace {

constexpr std::size_t tableColumnsMax = 9;  ///< of a page's width; more are shown label by label

constexpr std::string_view yearName = "year";
constexpr Micros microsASecond = 1'000'000;
const Label finishedLabel{"签名完成（平板用户、时间）", "Signed and finished (user of the tablet, when)"};
const Label findingLabel{"结论填写人（登记用户、时间）", "Finding written by (registered user, when)"};

struct Told {
  std::string of;  ///< the member it is about; empty: the household
  std::vector<Field> fields;
  std::map<std::uint32_t, std::string> disputed;  ///< by field: all that was said
  std::string finishedBy;                         ///< of what cannot be altered any more, and of a finding
  bool doubt = false;
};

/// Numbers of officials are theirs and yet no matter of a paper in the household's hands.
std::string hidden(const FieldSpec& field, const std::string& text) {
  if (field.question != Question::phone || field.sensitivity == Sensitivity::sensitive) return mask(field, text);
  FieldSpec phone = field;
  phone.sensitivity = Sensitivity::sensitive;
  return mask(phone, text);
}

class Document {
 public:
  Document(StoreTx& tx, const CentreReplica& centre, const HouseholdDocumentSettings& settings, HtmlPage& page)
      : tx_(tx), centre_(centre), settings_(settings), page_(page) {}

  Result<void> write(const RecordId& household) {
    const auto& kind = *builtinSchema().kindByName("household");
    BF_LET(row, tx_.find(kind.number, household));
    if (!row) return fail(Errc::notFound, "household");
    BF_CHECK(gather(kind, *row, {}));
    if (told_.empty()) return fail(Errc::notFound, "household");  // removed
    BF_CHECK(place(row->region));
    for (const auto& each : builtinSchema().kinds()) {
      const auto at = told_.find(each.number);
      if (at == told_.end()) continue;
      page_.heading(2, each.label.in(settings_.language));
      BF_CHECK(section(each, at->second));
    }
    return {};
  }

 private:
  /// Where the register has the household: its address is only what somebody typed.
  Result<void> place(RegionCode village) {
    HtmlPage::Facts facts;
    const std::pair<RegionCode, Label> levels[]{{parentOf(village), {"乡镇", "Township"}},
                                                {village, {"行政村", "Village"}}};
    for (const auto& [code, label] : levels) {
      BF_LET(name, Registry(tx_).regionName(code));
      facts.emplace_back(label.in(settings_.language), name.value_or("") + " " + std::to_string(code));
    }
    page_.facts(facts);
    return {};
  }

  /// The person whose tablet finished the record, or who wrote the finding of a doubt, as the centre registered him:
  /// what is typed in it proves nothing.
  Result<std::string> finisher(const KindSpec& kind, const RecordRow& row) {
    const auto field = kind.name == "doubt" ? kind.fieldByName("finding")->number : finishedField;
    const bool asked = kind.immutableWhenFinished || kind.name == "doubt";
    const auto* writer = asked ? row.heads.shownWriter(field) : nullptr;
    if (writer == nullptr) return std::string();
    BF_LET(batch, tx_.batchAt(writer->seq));
    if (!batch) return std::string();
    const auto at = static_cast<std::size_t>(writer->seq - batch->seq);
    const auto change = parseChange(batch->batch.entries[at].change);
    if (!change) return std::string();
    const auto user = Registry(tx_).user(change->user);
    std::string name = user ? user->name() : std::string();
    if (!user && kind.name == "doubt" && settings_.role) name = settings_.role(change->role);
    return name.empty() ? name : name + " " + instantText(writer->stamp / microsASecond * microsASecond);
  }

  Result<void> gather(const KindSpec& kind, const RecordRow& row, std::string of) {
    BF_LET(fields, tx_.values(kind.number, row.rec));
    if (isRemoved(row, fields)) return {};
    Told told{of, fields, {}, {}, kind.name == "doubt"};
    BF_LET(by, finisher(kind, row));
    told.finishedBy = std::move(by);
    BF_CHECK(disputes(kind, row, told));
    told_[kind.number].push_back(std::move(told));
    if (kind.name == "member") {
      BF_LET(name, valueOf(kind, fields, "name"));
      if (const auto* text = std::get_if<std::string>(&name)) of = *text;
    }
    BF_LET(children, tx_.children(kind.number, row.rec));
    for (const auto& child : children)
      if (const auto* below = builtinSchema().kind(child.kind)) BF_CHECK(gather(*below, child, of));
    return {};
  }

  Result<void> disputes(const KindSpec& kind, const RecordRow& row, Told& told) {
    BF_LET(contested, centre_.conflicts(tx_, kind.number, row.rec - 1, 1));
    for (const auto& one : contested) {
      const auto* field = kind.field(one.field);
      if (one.record != row.id || field == nullptr) continue;
      for (const auto& said : one.values) {
        BF_LET(text, shown(*field, said.wire));
        auto& all = told.disputed[one.field];
        all += (all.empty() ? "" : " / ") + text;
      }
    }
    return {};
  }

  Result<std::string> shown(const FieldSpec& field, const std::string& wire) const {
    BF_LET(value, decodeValue(field, wire));
    const auto text = display(field, value, settings_.language);
    return settings_.masking == Masking::masked && !text.empty() ? hidden(field, text) : text;
  }

  Result<std::string> cell(const FieldSpec& field, const Told& told) const {
    const auto at = std::ranges::find(told.fields, field.number, &Field::number);
    if (at == told.fields.end()) return std::string();
    BF_LET(text, shown(field, at->wire));
    const auto& unit = field.unit.in(settings_.language);
    if (!text.empty() && !unit.empty()) text += " " + unit;
    const auto disputed = told.disputed.find(field.number);
    if (disputed == told.disputed.end()) return text;
    const bool zh = settings_.language == Language::chinese;
    return text + (zh ? "（有争议：" : " (contested: ") + disputed->second + (zh ? "）" : ")");
  }

  Result<void> section(const KindSpec& kind, const std::vector<Told>& rows) {
    std::vector<const FieldSpec*> answered;
    for (const auto* field : kind.form())
      if (isColumn(*field) && std::ranges::any_of(rows, [&](const Told& told) {
            return std::ranges::find(told.fields, field->number, &Field::number) != told.fields.end();
          }))
        answered.push_back(field);
    const bool few = answered.size() <= tableColumnsMax;
    BF_CHECK(rows.size() == 1             ? cards(rows, answered)
             : few                        ? table(rows, answered)
             : kind.fieldByName(yearName) ? tables(kind, rows, answered)
                                          : cards(rows, answered));
    return kind.name == "evidence" && settings_.photo ? photos(kind, rows) : Result<void>();
  }

  Result<void> table(const std::vector<Told>& rows, const std::vector<const FieldSpec*>& fields) {
    const bool ofMembers = std::ranges::any_of(rows, [](const Told& told) { return !told.of.empty(); });
    std::vector<OutColumn> columns;
    if (ofMembers) columns.push_back({settings_.language == Language::chinese ? "成员" : "member"});
    for (const auto* field : fields)
      columns.push_back({field->label.in(settings_.language), 12, isNumberColumn(*field)});
    const bool finished = std::ranges::any_of(rows, [](const Told& told) { return !told.finishedBy.empty(); });
    if (finished) columns.push_back({(rows.front().doubt ? findingLabel : finishedLabel).in(settings_.language)});
    page_.openTable(columns);
    for (const auto& told : rows) {
      std::vector<std::string> cells;
      if (ofMembers) cells.push_back(told.of);
      for (const auto* field : fields) {
        BF_LET(text, cell(*field, told));
        cells.push_back(text);
      }
      if (finished) cells.push_back(told.finishedBy);
      page_.row({cells.begin(), cells.end()});
    }
    page_.closeTable();
    return {};
  }

  /// What is told year by year of each member: a table for each section of the form, so that the years of all stand
  /// below each other.
  Result<void> tables(const KindSpec& kind, const std::vector<Told>& rows,
                      const std::vector<const FieldSpec*>& answered) {
    const auto* year = kind.fieldByName(yearName);
    std::vector<std::vector<const FieldSpec*>> parts;
    std::vector<std::string> titles;
    for (const auto* field : answered) {
      if (field == year) continue;
      const auto& title = sectionOf(kind, *field);
      if (parts.empty() || title != titles.back() || parts.back().size() == tableColumnsMax) {
        parts.push_back({year});
        titles.push_back(title);
      }
      parts.back().push_back(field);
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!titles[i].empty() && (i == 0 || titles[i] != titles[i - 1])) page_.heading(3, titles[i]);
      BF_CHECK(table(rows, parts[i]));
    }
    return {};
  }

  /// The heading under which a field stands in the form: that of itself, or of the nearest one before it.
  const std::string& sectionOf(const KindSpec& kind, const FieldSpec& field) const {
    static const std::string none;
    const std::string* title = &none;
    for (const auto* one : kind.form()) {
      if (!one->section.empty()) title = &one->section.in(settings_.language);
      if (one == &field) break;
    }
    return *title;
  }

  Result<void> cards(const std::vector<Told>& rows, const std::vector<const FieldSpec*>& fields) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows.size() > 1) page_.heading(3, std::to_string(i + 1) + (rows[i].of.empty() ? "" : " " + rows[i].of));
      HtmlPage::Facts facts;
      if (rows.size() == 1 && !rows[i].of.empty())
        facts.emplace_back(settings_.language == Language::chinese ? "成员" : "member", rows[i].of);
      for (const auto* field : fields) {
        BF_LET(text, cell(*field, rows[i]));
        if (!text.empty()) facts.emplace_back(field->label.in(settings_.language), text);
      }
      if (!rows[i].finishedBy.empty())
        facts.emplace_back((rows[i].doubt ? findingLabel : finishedLabel).in(settings_.language), rows[i].finishedBy);
      page_.facts(facts);
    }
    return {};
  }

  Result<void> photos(const KindSpec& kind, const std::vector<Told>& rows) {
    for (const auto& told : rows) {
      BF_LET(hash, valueOf(kind, told.fields, "hash"));
      BF_LET(media, valueOf(kind, told.fields, "media_type"));
      BF_LET(caption, valueOf(kind, told.fields, "caption"));
      const auto* name = std::get_if<std::string>(&hash);
      const auto* type = std::get_if<std::string>(&media);
      const auto* words = std::get_if<std::string>(&caption);
      if (name == nullptr || type == nullptr) continue;
      const auto named = Hash::from(*name);
      const auto content = named ? settings_.photo(*named) : std::string();
      const std::string said = words != nullptr ? *words : std::string();
      if (!content.empty()) page_.picture(*type, content, said);
      else page_.text(said + (settings_.language == Language::chinese ? "（照片尚未上传）" : " (photo not here yet)"));
    }
    return {};
  }

  StoreTx& tx_;
  const CentreReplica& centre_;
  const HouseholdDocumentSettings& settings_;
  HtmlPage& page_;
  std::map<std::uint32_t, std::vector<Told>> told_;
};

}  // namespace

Result<void> writeHousehold(StoreTx& tx, const CentreReplica& centre, const RecordId& household,
                            const HouseholdDocumentSettings& settings, HtmlPage& page) {
  return Document(tx, centre, settings, page).write(household);
}

}  // namespace bf
