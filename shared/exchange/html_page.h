#pragma once
// Pages to print: one file without scripts, fonts or pictures from elsewhere, A4 when printed, headings of tables on
// every sheet. A browser makes a PDF of it. Every text is escaped.

#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/exchange/table.h"
#include "shared/schema/schema.h"

namespace bf {

struct HtmlHead {
  std::string title;
  std::string subtitle;  ///< the document it answers, a household's number; may be empty
  std::string footer;    ///< who made it and when
  Language language = Language::chinese;
  bool wide = false;  ///< landscape
};

class HtmlPage {
 public:
  using Facts = std::vector<std::pair<std::string, std::string>>;
  /// `out` must outlive it.
  HtmlPage(std::ostream& out, const HtmlHead& head);

  /// `level` 2 or 3; the title is 1.
  void heading(int level, std::string_view text);
  void text(std::string_view text);
  /// The words of a document.
  void quote(std::string_view text);
  /// Label and value, side by side.
  void facts(const Facts& facts);
  void openTable(const std::vector<OutColumn>& columns);
  void row(const std::vector<std::string_view>& cells);
  void closeTable();
  void table(const std::vector<OutColumn>& columns, const std::vector<std::vector<std::string>>& rows);
  /// A picture inside the page. Of other media than JPEG and PNG only the caption stands there.
  void picture(std::string_view media, std::string_view content, std::string_view caption);
  void finish();

 private:
  std::ostream& out_;
  std::string footer_;
  std::vector<OutColumn> columns_;
};

/// One table as a page, for those who print a list.
class HtmlTable final : public RowSink {
 public:
  /// `out` must outlive it.
  HtmlTable(std::ostream& out, const HtmlHead& head, const std::vector<OutColumn>& columns);
  /// Errors: Errc::storageFailed when the stream refuses.
  [[nodiscard]] Result<void> row(const std::vector<std::string_view>& cells) override;
  [[nodiscard]] Result<void> finish() override;

 private:
  std::ostream& out_;
  HtmlPage page_;
};

}  // namespace bf
