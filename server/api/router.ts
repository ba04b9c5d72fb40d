import { acknowledgeAlarm } from "../operations/alarm/acknowledge.ts";
import { listAlarms } from "../operations/alarm/list.ts";
import { boardCandidates, boardDetail } from "../operations/board/detail.ts";
import { boardSince } from "../operations/board/since.ts";
import { boardSnapshot } from "../operations/board/snapshot.ts";
import { boardToday } from "../operations/board/today.ts";
import { getCatalogue } from "../operations/catalogue/get.ts";
import { proposeDispatch } from "../operations/dispatch/propose.ts";
import { acknowledgeEscalation } from "../operations/escalation/acknowledge.ts";
import { listEscalations } from "../operations/escalation/list.ts";
import { myJob, myJobs } from "../operations/field/jobs.ts";
import { findCaller } from "../operations/hotline/caller.ts";
import { hotlineCalls } from "../operations/hotline/calls.ts";
import { findPeople } from "../operations/hotline/people.ts";
import { finishCall, sitAt, takeCall } from "../operations/hotline/take.ts";
import { listInbox } from "../operations/inbox/list.ts";
import { answerBack } from "../operations/incident/answer.ts";
import { incidentBoard, incidentDetail } from "../operations/incident/board.ts";
import { attachToIncident, detachFromIncident } from "../operations/incident/members.ts";
import { openIncident, planIncident } from "../operations/incident/open.ts";
import {
  cancelIncident,
  closeIncident,
  dismissProposal,
  fixIncident,
  updateIncident,
} from "../operations/incident/rule.ts";
import { countHousehold, runningIncidents } from "../operations/incident/running.ts";
import { incidentScopes } from "../operations/incident/scopes.ts";
import { getMe } from "../operations/me/get.ts";
import { placeChoices } from "../operations/place/choices.ts";
import { searchPlaces } from "../operations/place/search.ts";
import { makePlaceCodes, revokePlaceCodes } from "../operations/placeCode/change.ts";
import { listPlaceCodes } from "../operations/placeCode/list.ts";
import { openPlaceCode } from "../operations/placeCode/open.ts";
import { endAllSessions, endPersonsSessions, endSession } from "../operations/session/end.ts";
import { requestCode } from "../operations/session/requestCode.ts";
import { siteHotlines } from "../operations/site/hotlines.ts";
import { addToTicket } from "../operations/ticket/add.ts";
import { answerSolved } from "../operations/ticket/answer.ts";
import { recordQuestion } from "../operations/ticket/asked.ts";
import { assignTechnician } from "../operations/ticket/assign.ts";
import { completeWork } from "../operations/ticket/complete.ts";
import { contactOwner } from "../operations/ticket/contact.ts";
import { correctTicket } from "../operations/ticket/correct.ts";
import { cancelTicket, turnDownTicket } from "../operations/ticket/end.ts";
import { getTicket, myTickets } from "../operations/ticket/get.ts";
import { joinReporter } from "../operations/ticket/joinReporter.ts";
import { mergeTicket, unmergeTicket } from "../operations/ticket/merge.ts";
import { followTicket } from "../operations/ticket/mineToo.ts";
import { reportRepair } from "../operations/ticket/report.ts";
import { similarTickets } from "../operations/ticket/similar.ts";
import {
  acceptJob,
  arriveAtJob,
  declineJob,
  departForJob,
  handBackJob,
  pauseWork,
  resumeWork,
} from "../operations/ticket/steps.ts";
import { answerSurvey } from "../operations/ticket/survey.ts";
import { triageTicket } from "../operations/ticket/triage.ts";
import { urgeTicket } from "../operations/ticket/urge.ts";
import { changeWish } from "../operations/ticket/wish.ts";
import { withdrawAssignment } from "../operations/ticket/withdraw.ts";
import { keptProposal } from "../operations/triage/kept.ts";
import { proposeFault } from "../operations/triage/propose.ts";
import { createCaller, reading, router, writing } from "./trpc.ts";

/** Every operation that can be reached from outside. A procedure's path is its operation's name. */
export const api = router({
  session: {
    requestCode: writing(requestCode),
    end: writing(endSession),
    endAll: writing(endAllSessions),
    endPerson: writing(endPersonsSessions),
  },
  me: { get: reading(getMe) },
  site: { hotlines: reading(siteHotlines) },
  place: { choices: reading(placeChoices), search: reading(searchPlaces) },
  placeCode: {
    list: reading(listPlaceCodes),
    make: writing(makePlaceCodes),
    revoke: writing(revokePlaceCodes),
    open: reading(openPlaceCode),
  },
  catalogue: { get: reading(getCatalogue) },
  ticket: {
    report: writing(reportRepair),
    similar: reading(similarTickets),
    follow: writing(followTicket),
    asked: writing(recordQuestion),
    joinReporter: writing(joinReporter),
    correct: writing(correctTicket),
    mine: reading(myTickets),
    get: reading(getTicket),
    triage: writing(triageTicket),
    assign: writing(assignTechnician),
    withdraw: writing(withdrawAssignment),
    accept: writing(acceptJob),
    decline: writing(declineJob),
    handBack: writing(handBackJob),
    depart: writing(departForJob),
    arrive: writing(arriveAtJob),
    pause: writing(pauseWork),
    resume: writing(resumeWork),
    complete: writing(completeWork),
    answer: writing(answerSolved),
    survey: writing(answerSurvey),
    urge: writing(urgeTicket),
    add: writing(addToTicket),
    wish: writing(changeWish),
    contact: writing(contactOwner),
    cancel: writing(cancelTicket),
    turnDown: writing(turnDownTicket),
    merge: writing(mergeTicket),
    unmerge: writing(unmergeTicket),
  },
  incident: {
    board: reading(incidentBoard),
    detail: reading(incidentDetail),
    running: reading(runningIncidents),
    count: writing(countHousehold),
    answer: writing(answerBack),
    scopes: reading(incidentScopes),
    open: writing(openIncident),
    plan: writing(planIncident),
    attach: writing(attachToIncident),
    detach: writing(detachFromIncident),
    update: writing(updateIncident),
    fix: writing(fixIncident),
    close: writing(closeIncident),
    cancel: writing(cancelIncident),
    dismiss: writing(dismissProposal),
  },
  triage: { propose: reading(proposeFault), kept: reading(keptProposal) },
  escalation: { list: reading(listEscalations), acknowledge: writing(acknowledgeEscalation) },
  board: {
    snapshot: reading(boardSnapshot),
    since: reading(boardSince),
    today: reading(boardToday),
    detail: reading(boardDetail),
    candidates: reading(boardCandidates),
  },
  alarm: { list: reading(listAlarms), acknowledge: writing(acknowledgeAlarm) },
  dispatch: { propose: reading(proposeDispatch) },
  hotline: {
    caller: reading(findCaller),
    calls: reading(hotlineCalls),
    take: writing(takeCall),
    finish: writing(finishCall),
    sit: writing(sitAt),
    people: reading(findPeople),
  },
  field: { jobs: reading(myJobs), job: reading(myJob) },
  inbox: { list: reading(listInbox) },
});

export type Api = typeof api;
export const callApi = createCaller(api);
