#include "app/map/village_map.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "app/map/map_limits.h"

namespace bf {
namespace {

constexpr double degree = 1e7;
/// Metres of a degree of latitude on a sphere of 6,371 km.
constexpr double metresPerDegree = 6'371'000 * std::numbers::pi / 180;

/// The value below which a part of them lies.
double at(std::vector<double>& values, double part) {
  const auto index = static_cast<std::size_t>(part * static_cast<double>(values.size() - 1) + 0.5);
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(index));
  return values[index];
}

double cosine(double latitude) { return std::cos(latitude * std::numbers::pi / 180); }

MapRect spreadOf(const std::vector<MapPlace>& places) {
  std::vector<double> xs, ys;
  for (const auto& place : places) {
    xs.push_back(place.at.x);
    ys.push_back(place.at.y);
  }
  MapRect rect{at(xs, strays), at(ys, strays), at(xs, 1 - strays), at(ys, 1 - strays)};
  const auto widen = [](double& low, double& high) {
    const double more = std::max(0.0, wholeLeast - (high - low)) / 2;
    low -= more;
    high += more;
  };
  widen(rect.left, rect.right);
  widen(rect.top, rect.bottom);
  return rect;
}

using GroupKey = std::pair<RegionCode, std::string>;

/// Side by side in lines of equal length, each group a block as wide as high.
struct Block {
  GroupKey key;
  std::vector<std::size_t> rows;
  std::size_t columns = 1, lines = 1;
};

std::vector<Block> blocksOf(const VillageBook& book) {
  std::map<GroupKey, std::vector<std::size_t>> groups;
  for (std::size_t row = 0; row < book.rows().size(); ++row) {
    const auto& facts = book.rows()[row].facts;
    if (!facts.placed()) groups[{facts.region, facts.group}].push_back(row);
  }
  std::vector<Block> blocks;
  for (auto& [key, rows] : groups) {
    Block block{key, std::move(rows), 1, 1};
    // Wider than high, and never narrower than a name.
    constexpr double shape = 1.8;
    constexpr std::size_t columnsLeast = 3;
    block.columns = std::max(
        columnsLeast, static_cast<std::size_t>(std::ceil(std::sqrt(shape * static_cast<double>(block.rows.size())))));
    block.lines = (block.rows.size() + block.columns - 1) / block.columns;
    blocks.push_back(std::move(block));
  }
  return blocks;
}

/// Lines of a block's name, and the space between two blocks, in cells.
constexpr double nameCells = 2.2, spaceCells = 1.0;

}  // namespace

MapState mapStateOf(const BookRow& row) {
  if (!row.facts.poor()) return MapState::elsewhere;
  if (row.facts.problems > 0) return MapState::problem;
  if (std::ranges::find(row.items, Answer::no) != row.items.end()) return MapState::notMet;
  if (std::ranges::find(row.items, Answer::unknown) != row.items.end()) return MapState::missing;
  return MapState::met;
}

const Label& nameOf(MapState state) {
  static const std::array<Label, mapStateCount> names{{{"有未销号问题", "Problem open"},
                                                       {"有不达标项", "Item not met"},
                                                       {"有未采集项", "Item not collected"},
                                                       {"八有全部达标", "All eight met"},
                                                       {"一般农户等", "Not on the register"}}};
  return names[static_cast<std::size_t>(state)];
}

std::optional<MapPoint> VillageMap::pointOf(std::int32_t latitude, std::int32_t longitude) const {
  if (!origin_) return std::nullopt;
  return MapPoint{(longitude / degree - origin_->x) * metresPerDegree * cosine(origin_->y),
                  (origin_->y - latitude / degree) * metresPerDegree};
}

VillageMap VillageMap::lay(const VillageBook& book, const std::map<RegionCode, std::string>& regions, bool wide) {
  VillageMap map;
  map.placeRecorded(book);
  map.recorded_ = map.places_.size();
  map.whole_ = map.recorded_ == 0 ? MapRect{0, 0, wholeLeast, wholeLeast} : spreadOf(map.places_);
  map.placeBeside(book, wide);
  map.placeOf_.resize(book.rows().size());
  for (std::size_t i = 0; i < map.places_.size(); ++i) {
    auto& place = map.places_[i];
    map.placeOf_[place.row] = i;
    place.state = mapStateOf(book.rows()[place.row]);
    place.preparing = book.rows()[place.row].facts.status == choice::statusPreparing;
  }
  map.label(book, regions);
  map.count();
  return map;
}

void VillageMap::placeRecorded(const VillageBook& book) {
  std::vector<double> latitudes, longitudes;
  for (const auto& row : book.rows()) {
    if (!row.facts.placed()) continue;
    latitudes.push_back(row.facts.latitude / degree);
    longitudes.push_back(row.facts.longitude / degree);
  }
  if (latitudes.empty()) return;
  constexpr double half = 0.5;
  origin_ = MapPoint{at(longitudes, half), at(latitudes, half)};
  for (std::size_t row = 0; row < book.rows().size(); ++row) {
    const auto& facts = book.rows()[row].facts;
    if (facts.placed()) places_.push_back({row, *pointOf(facts.latitude, facts.longitude)});
  }
}

void VillageMap::placeBeside(const VillageBook& book, bool wide) {
  const auto blocks = blocksOf(book);
  if (blocks.empty()) return;
  double cells = 0;
  for (const auto& block : blocks) {
    unrecorded_ += block.rows.size();
    cells += (static_cast<double>(block.columns) + spaceCells) * (static_cast<double>(block.lines) + nameCells);
  }
  // Beside recorded ones they take less room than those; alone they take all.
  constexpr double share = 0.75, gap = 0.08, screen = 1.6;
  const bool alone = recorded_ == 0;
  const double side = std::max(whole_.width(), whole_.height());
  const double across = wide ? side * (alone ? screen : share) : side;
  const double area = across * (wide ? side : side * (alone ? screen : share));
  const double cell = std::sqrt(area / std::max(cells, 1.0));
  const double margin = alone ? 0 : gap * std::max(whole_.width(), whole_.height()) + cell;
  const MapPoint corner =
      wide ? MapPoint{whole_.right + margin, whole_.top} : MapPoint{whole_.left, whole_.bottom + margin};
  MapPoint next = corner;
  double right = corner.x, lineBottom = corner.y;
  for (const auto& block : blocks) {
    const double blockWidth = (static_cast<double>(block.columns) + spaceCells) * cell;
    if (next.x > corner.x && next.x + blockWidth > corner.x + across + cell) next = {corner.x, lineBottom};
    for (std::size_t i = 0; i < block.rows.size(); ++i)
      places_.push_back({block.rows[i],
                         {next.x + (static_cast<double>(i % block.columns) + 0.5) * cell,
                          next.y + (static_cast<double>(i / block.columns) + nameCells) * cell}});
    lineBottom = std::max(lineBottom, next.y + (static_cast<double>(block.lines) + nameCells) * cell);
    next.x += blockWidth;
    right = std::max(right, next.x - spaceCells * cell);
  }
  beside_ = MapRect{corner.x - cell / 2, corner.y - cell / 2, right + cell / 2, lineBottom + cell / 2};
  if (alone) whole_ = *beside_;
  else {
    whole_.right = std::max(whole_.right, beside_->right);
    whole_.bottom = std::max(whole_.bottom, beside_->bottom);
  }
}

void VillageMap::label(const VillageBook& book, const std::map<RegionCode, std::string>& regions) {
  struct Sum {
    std::vector<double> xs, ys;
    double top = 0, left = 0;
  };
  std::map<std::pair<GroupKey, bool>, Sum> groups;
  std::map<RegionCode, Sum> villages;
  const auto add = [](Sum& sum, MapPoint point) {
    sum.left = sum.xs.empty() ? point.x : std::min(sum.left, point.x);
    sum.top = sum.ys.empty() ? point.y : std::min(sum.top, point.y);
    sum.xs.push_back(point.x);
    sum.ys.push_back(point.y);
  };
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const auto& facts = book.rows()[places_[i].row].facts;
    add(groups[{{facts.region, facts.group}, i < recorded_}], places_[i].at);
    if (i < recorded_) add(villages[facts.region], places_[i].at);
  }
  constexpr double half = 0.5;
  if (villages.size() > 1)
    for (auto& [region, sum] : villages)
      if (const auto name = regions.find(region); name != regions.end())
        labels_.push_back({name->second, {at(sum.xs, half), at(sum.ys, half)}, sum.xs.size(), true, true});
  for (auto& [key, sum] : groups)
    if (const auto& name = key.first.second; !name.empty() || !key.second)
      labels_.push_back({name, {at(sum.xs, half), sum.top}, sum.xs.size(), false, key.second});
  std::ranges::stable_sort(labels_, [](const MapLabel& a, const MapLabel& b) {
    return a.village != b.village ? a.village : a.households > b.households;
  });
}

void VillageMap::count() {
  counts_ = {};
  preparing_ = 0;
  for (const auto& place : places_) {
    ++counts_[static_cast<std::size_t>(place.state)];
    preparing_ += place.preparing ? 1 : 0;
  }
}

bool VillageMap::refresh(const VillageBook& book, std::size_t row) {
  if (row >= placeOf_.size()) return false;
  auto& place = places_[placeOf_[row]];
  const auto& facts = book.rows()[row].facts;
  const bool recorded = placeOf_[row] < recorded_;
  if (facts.placed() != recorded) return false;
  if (recorded) {
    const auto now = *pointOf(facts.latitude, facts.longitude);
    if (now.x != place.at.x || now.y != place.at.y) return false;
  }
  place.state = mapStateOf(book.rows()[row]);
  place.preparing = facts.status == choice::statusPreparing;
  count();
  return true;
}

}  // namespace bf
