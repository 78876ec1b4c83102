#include "app/visit/visit_pages.h"

#include "app/visit/problem_controller.h"
#include "app/visit/visit_controller.h"

namespace bf {

TabletApp::Options withVisits(const VisitDevices& devices) {
  TabletApp::Options options;
  options.visit = [devices](TabletSession& session, const RecordId& household) {
    return openVisit(session, household, devices);
  };
  options.look = [devices](TabletSession& session, const RecordId& household, const RecordId& visit) {
    return lookAtVisit(session, household, visit, devices);
  };
  options.problem = [devices](TabletSession& session, const RecordId& household) {
    return openProblem(session, household, devices);
  };
  options.follow = [devices](TabletSession& session, const RecordId& problem) {
    return followProblem(session, problem, devices);
  };
  return options;
}

}  // namespace bf
