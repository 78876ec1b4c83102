#include "tests/fuzz/rehearsal.h"

#include "shared/sync/frame.h"

namespace bf::test {

Rehearsal::Rehearsal(const Listener& listener) {
  centre().import(village, 6, 1);
  secretary_ = world_.secretary();
  converse(*secretary_, listener);
  const auto known = households(secretary_->replica().store());
  for (std::size_t i = 0; i < 3; ++i) editHousehold(*secretary_, known[i], {{"persons", std::int64_t{2}}});
  converse(*secretary_, listener);
  clerk_ = world_.clerk();
  converse(*clerk_, listener);  // a picture of records with a history
  for (const auto& household : households(clerk_->replica().store()))
    editHousehold(*clerk_, household, {{"phone", "13800000000"}});
  converse(*clerk_, listener);
  recordMorning();
  token_ = centre().invite(centre().addUser(1, {{otherVillage, true}}));
}

void Rehearsal::recordMorning() {
  const auto known = households(secretary_->replica().store());
  for (const auto& household : known)
    editHousehold(*secretary_, household, {{"phone", "13900000000"}, {"persons", std::int64_t{4}}});
  visit(*secretary_, known.front(), "户主在家，反映门前道路未硬化。");
  const std::string content(300, 'p');
  const auto hash = hashOf(content);
  Edit photo;
  photo.kind = kindOf("evidence").number;
  photo.parent = known.front().id;
  photo.set = fieldsOf("evidence", {{"hash", hash.str()}, {"size", static_cast<std::int64_t>(content.size())}});
  const auto record = must(secretary_->replica().save(photo));
  secretary_->outbox.files.push_back({{hash, content.size(), record, photo.kind}, content});
}

void Rehearsal::converse(Tablet& tablet, const Listener& listener) {
  const auto tell = [&](bool ofTablet, std::string_view frame) {
    if (listener) listener(ofTablet, must(openFrame(frame)));
  };
  ClientSession client(tablet.replica(), &tablet.outbox, tablet.clock, tablet.options);
  ServerSession server(centre().replica(), centre().issuer, centre().evidence, tablet.peer());
  auto frame = must(client.start());
  while (true) {
    tell(true, frame);
    const auto answer = pass(centre(), server, frame).reply.frame;
    tell(false, answer);
    const auto step = client.receive(answer);
    if (step.kind == ClientStep::Kind::failed) throw std::runtime_error("rehearsal: " + step.error.detail);
    if (step.kind == ClientStep::Kind::done) return;
    frame = step.frame;
  }
}

}  // namespace bf::test
