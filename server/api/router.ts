import { acknowledgeAlarm } from "../operations/alarm/acknowledge.ts";
import { listAlarms } from "../operations/alarm/list.ts";
import { alarmLog } from "../operations/alarm/log.ts";
import { shelveAlarm, unshelveAlarm } from "../operations/alarm/shelve.ts";
import { silenceAlarms } from "../operations/alarm/silence.ts";
import { cancelAppointment } from "../operations/appointment/cancel.ts";
import { changeAppointment } from "../operations/appointment/change.ts";
import { chooseAppointment } from "../operations/appointment/choose.ts";
import { mySlots } from "../operations/appointment/mine.ts";
import { offerAppointment } from "../operations/appointment/offer.ts";
import { appointmentSlots } from "../operations/appointment/slots.ts";
import { boardCandidates, boardDetail } from "../operations/board/detail.ts";
import { boardGrounds } from "../operations/board/grounds.ts";
import { boardMarks } from "../operations/board/marks.ts";
import { reportedBy } from "../operations/board/reportedBy.ts";
import { boardSince } from "../operations/board/since.ts";
import { boardSnapshot } from "../operations/board/snapshot.ts";
import { boardTimeline } from "../operations/board/timeline.ts";
import { boardWords } from "../operations/board/words.ts";
import { getCatalogue } from "../operations/catalogue/get.ts";
import { reportDanger } from "../operations/danger/report.ts";
import { listModes, setMode } from "../operations/dispatch/modes.ts";
import { proposeDispatch } from "../operations/dispatch/propose.ts";
import { makeDisplay, renewDisplay, revokeDisplay } from "../operations/display/change.ts";
import { listDisplays } from "../operations/display/list.ts";
import { openDisplay } from "../operations/display/open.ts";
import { acknowledgeEscalation } from "../operations/escalation/acknowledge.ts";
import { listEscalations } from "../operations/escalation/list.ts";
import { myJob, myJobs } from "../operations/field/jobs.ts";
import { findCaller } from "../operations/hotline/caller.ts";
import { hotlineCalls } from "../operations/hotline/calls.ts";
import { findPeople } from "../operations/hotline/people.ts";
import { sitesOfHotline } from "../operations/hotline/sites.ts";
import { finishCall, sitAt, takeCall } from "../operations/hotline/take.ts";
import { addToHome } from "../operations/household/add.ts";
import { acceptInvitation, declineInvitation, takeBackInvitation } from "../operations/household/answer.ts";
import { changeRelation, endHousehold } from "../operations/household/change.ts";
import { inviteToHome } from "../operations/household/invite.ts";
import { listHouseholds, peopleOfHome } from "../operations/household/list.ts";
import { listInbox } from "../operations/inbox/list.ts";
import { answerBack } from "../operations/incident/answer.ts";
import { incidentBoard, incidentDetail } from "../operations/incident/board.ts";
import { attachToIncident, detachFromIncident } from "../operations/incident/members.ts";
import { mergeIncident, unmergeIncident } from "../operations/incident/merge.ts";
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
import { renewLink } from "../operations/link/renew.ts";
import { listMaterials } from "../operations/material/list.ts";
import { saveMaterial } from "../operations/material/save.ts";
import { getMe } from "../operations/me/get.ts";
import { claimOffer, passOffer } from "../operations/offer/claim.ts";
import { boardOffers, myOffers } from "../operations/offer/list.ts";
import { placeChoices } from "../operations/place/choices.ts";
import { readGuide, writeGuide } from "../operations/place/guide.ts";
import { searchPlaces } from "../operations/place/search.ts";
import { publicSpots } from "../operations/place/spots.ts";
import { makePlaceCodes, revokePlaceCodes } from "../operations/placeCode/change.ts";
import { listPlaceCodes } from "../operations/placeCode/list.ts";
import { openPlaceCode } from "../operations/placeCode/open.ts";
import { pushKey, subscribe, unsubscribe } from "../operations/push/subscribe.ts";
import { answerQuote } from "../operations/quote/answer.ts";
import { quotesOf } from "../operations/quote/of.ts";
import { quoteOwner } from "../operations/quote/send.ts";
import { listForms, saveForm } from "../operations/record/forms.ts";
import { printRecord } from "../operations/record/print.ts";
import { linkRepeat, takeBackRepeat } from "../operations/repeat/link.ts";
import { repeatOf } from "../operations/repeat/of.ts";
import { offeredRepairs } from "../operations/repeat/offered.ts";
import { firstTimeRate } from "../operations/repeat/rate.ts";
import { listWarranties, setWarranty } from "../operations/repeat/warranties.ts";
import { removeView, renameView, saveView } from "../operations/savedView/change.ts";
import { listViews } from "../operations/savedView/list.ts";
import { endAllSessions, endPersonsSessions, endSession } from "../operations/session/end.ts";
import { requestCode } from "../operations/session/requestCode.ts";
import { siteHotlines } from "../operations/site/hotlines.ts";
import { listNumberPolicies, setNumberPolicy } from "../operations/site/numbers.ts";
import { forecastPromise } from "../operations/sla/forecast.ts";
import { listHours } from "../operations/sla/hours.ts";
import { listPromises } from "../operations/sla/policies.ts";
import { chooseCalendar, removeDay, setDay, setWeek } from "../operations/sla/setHours.ts";
import { adoptPreset, retirePromise, setPromise } from "../operations/sla/setPolicy.ts";
import { lowStock } from "../operations/stock/low.ts";
import {
  countStock,
  issueStock,
  receiveStock,
  returnStock,
  transferStock,
} from "../operations/stock/move.ts";
import { myStock, partsOfTicket, stockHistory, stockLevels, stockUsage } from "../operations/stock/read.ts";
import { releaseStock, reserveStock } from "../operations/stock/reserve.ts";
import { setCharge, setLimit, setLow } from "../operations/stock/set.ts";
import { settleConflict } from "../operations/stock/settle.ts";
import { takeBack, useOnTicket } from "../operations/stock/use.ts";
import { myAvailability, setAvailability, whoIsAway } from "../operations/technician/availability.ts";
import { sayHello, silentPhones } from "../operations/technician/silent.ts";
import { addToTicket } from "../operations/ticket/add.ts";
import { answerSolved } from "../operations/ticket/answer.ts";
import { recordQuestion } from "../operations/ticket/asked.ts";
import { assignTechnician } from "../operations/ticket/assign.ts";
import { completeWork } from "../operations/ticket/complete.ts";
import { contactOwner } from "../operations/ticket/contact.ts";
import { correctTicket } from "../operations/ticket/correct.ts";
import { cancelTicket, turnDownTicket } from "../operations/ticket/end.ts";
import { endPause } from "../operations/ticket/endPause.ts";
import { getTicket, myTickets } from "../operations/ticket/get.ts";
import { joinReporter } from "../operations/ticket/joinReporter.ts";
import { keepTechnicianAway } from "../operations/ticket/keepAway.ts";
import { mergeTicket, unmergeTicket } from "../operations/ticket/merge.ts";
import { messageOwner } from "../operations/ticket/message.ts";
import { followTicket } from "../operations/ticket/mineToo.ts";
import { noAccess } from "../operations/ticket/noAccess.ts";
import { noteOnTicket } from "../operations/ticket/note.ts";
import { reportRepair } from "../operations/ticket/report.ts";
import { sendLink } from "../operations/ticket/sendLink.ts";
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
import { transferJob } from "../operations/ticket/transfer.ts";
import { triageTicket } from "../operations/ticket/triage.ts";
import { undoDeed } from "../operations/ticket/undo.ts";
import { urgeTicket } from "../operations/ticket/urge.ts";
import { changeWish } from "../operations/ticket/wish.ts";
import { withdrawAssignment } from "../operations/ticket/withdraw.ts";
import { keptProposal } from "../operations/triage/kept.ts";
import { proposeFault } from "../operations/triage/propose.ts";
import { wallNow } from "../operations/wall/now.ts";
import { createCaller, reading, router, writing } from "./trpc.ts";

/** Every operation that can be reached from outside. A procedure's path is its operation's name. */
export const api = router({
  session: {
    requestCode: writing(requestCode),
    end: writing(endSession),
    endAll: writing(endAllSessions),
    endPerson: writing(endPersonsSessions),
  },
  link: { renew: writing(renewLink) },
  me: { get: reading(getMe) },
  push: { key: reading(pushKey), subscribe: writing(subscribe), unsubscribe: writing(unsubscribe) },
  site: {
    hotlines: reading(siteHotlines),
    numbers: reading(listNumberPolicies),
    setNumbers: writing(setNumberPolicy),
  },
  place: {
    choices: reading(placeChoices),
    search: reading(searchPlaces),
    spots: reading(publicSpots),
    guide: reading(readGuide),
    writeGuide: writing(writeGuide),
  },
  placeCode: {
    list: reading(listPlaceCodes),
    make: writing(makePlaceCodes),
    revoke: writing(revokePlaceCodes),
    open: reading(openPlaceCode),
  },
  catalogue: { get: reading(getCatalogue) },
  danger: { report: writing(reportDanger) },
  appointment: {
    slots: reading(appointmentSlots),
    mine: reading(mySlots),
    offer: writing(offerAppointment),
    choose: writing(chooseAppointment),
    change: writing(changeAppointment),
    cancel: writing(cancelAppointment),
  },
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
    endPause: writing(endPause),
    transfer: writing(transferJob),
    noAccess: writing(noAccess),
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
    keepAway: writing(keepTechnicianAway),
    contact: writing(contactOwner),
    sendLink: writing(sendLink),
    undo: writing(undoDeed),
    message: writing(messageOwner),
    note: writing(noteOnTicket),
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
    merge: writing(mergeIncident),
    unmerge: writing(unmergeIncident),
  },
  triage: { propose: reading(proposeFault), kept: reading(keptProposal) },
  escalation: { list: reading(listEscalations), acknowledge: writing(acknowledgeEscalation) },
  wall: { now: reading(wallNow) },
  display: {
    list: reading(listDisplays),
    make: writing(makeDisplay),
    renew: writing(renewDisplay),
    revoke: writing(revokeDisplay),
    open: writing(openDisplay),
  },
  board: {
    snapshot: reading(boardSnapshot),
    since: reading(boardSince),
    detail: reading(boardDetail),
    candidates: reading(boardCandidates),
    timeline: reading(boardTimeline),
    grounds: reading(boardGrounds),
    marks: reading(boardMarks),
    words: reading(boardWords),
    reportedBy: reading(reportedBy),
  },
  savedView: {
    list: reading(listViews),
    save: writing(saveView),
    rename: writing(renameView),
    remove: writing(removeView),
  },
  alarm: {
    list: reading(listAlarms),
    log: reading(alarmLog),
    acknowledge: writing(acknowledgeAlarm),
    silence: writing(silenceAlarms),
    shelve: writing(shelveAlarm),
    unshelve: writing(unshelveAlarm),
  },
  dispatch: { propose: reading(proposeDispatch), modes: reading(listModes), setMode: writing(setMode) },
  promise: {
    list: reading(listPromises),
    forecast: reading(forecastPromise),
    set: writing(setPromise),
    adopt: writing(adoptPreset),
    retire: writing(retirePromise),
  },
  hours: {
    list: reading(listHours),
    choose: writing(chooseCalendar),
    setWeek: writing(setWeek),
    setDay: writing(setDay),
    removeDay: writing(removeDay),
  },
  offer: {
    mine: reading(myOffers),
    claim: writing(claimOffer),
    pass: writing(passOffer),
    board: reading(boardOffers),
  },
  hotline: {
    caller: reading(findCaller),
    calls: reading(hotlineCalls),
    sites: reading(sitesOfHotline),
    take: writing(takeCall),
    finish: writing(finishCall),
    sit: writing(sitAt),
    people: reading(findPeople),
  },
  technician: {
    setAvailability: writing(setAvailability),
    mine: reading(myAvailability),
    away: reading(whoIsAway),
    hello: writing(sayHello),
    silent: reading(silentPhones),
  },
  field: { jobs: reading(myJobs), job: reading(myJob) },
  record: { print: reading(printRecord), forms: reading(listForms), saveForm: writing(saveForm) },
  repeat: {
    offered: reading(offeredRepairs),
    of: reading(repeatOf),
    link: writing(linkRepeat),
    takeBack: writing(takeBackRepeat),
    rate: reading(firstTimeRate),
    warranties: reading(listWarranties),
    setWarranty: writing(setWarranty),
  },
  household: {
    list: reading(listHouseholds),
    invite: writing(inviteToHome),
    takeBack: writing(takeBackInvitation),
    accept: writing(acceptInvitation),
    decline: writing(declineInvitation),
    change: writing(changeRelation),
    end: writing(endHousehold),
    people: reading(peopleOfHome),
    add: writing(addToHome),
  },
  inbox: { list: reading(listInbox) },
  material: { list: reading(listMaterials), save: writing(saveMaterial) },
  stock: {
    levels: reading(stockLevels),
    mine: reading(myStock),
    low: reading(lowStock),
    ofTicket: reading(partsOfTicket),
    history: reading(stockHistory),
    usage: reading(stockUsage),
    receive: writing(receiveStock),
    issue: writing(issueStock),
    return: writing(returnStock),
    transfer: writing(transferStock),
    count: writing(countStock),
    setLow: writing(setLow),
    setLimit: writing(setLimit),
    setCharge: writing(setCharge),
    settle: writing(settleConflict),
    use: writing(useOnTicket),
    takeBack: writing(takeBack),
    reserve: writing(reserveStock),
    release: writing(releaseStock),
  },
  quote: { send: writing(quoteOwner), of: reading(quotesOf), answer: writing(answerQuote) },
});

export type Api = typeof api;
export const callApi = createCaller(api);
