export { type CasesCode, CasesError, casesCodes } from './errors.js';
export { type DispatchContent } from './content.js';
export {
  type AttachmentRecord,
  type DispatchHead,
  type DispatchRecord,
  type NewAttachment,
  type ThreadRecord,
} from './rows.js';
export { CaseFiles } from './case-files.js';
export { Cases } from './cases.js';
export type { Filed } from './filing.js';
export { type NewUpload, Uploads, uploadHours, uploadRowHours } from './uploads.js';
export { type CopyRecord, Copies } from './copies.js';
export { type Crossing, crossingsOf, noteCrossings } from './crossings.js';
export { DataSubjects, type DocumentOfSubject, type FileOfSubject } from './data-subjects.js';
export { marksOfPerson } from './persons.js';
export {
  Alerts,
  type AlertRecord,
  type NewAlert,
  type OpenEscalations,
  type WatchedThread,
} from './alerts.js';
export {
  type HandedOn,
  type HandedOnByOther,
  type NewRelease,
  type NewReleaseAnswer,
  type ReleaseRecord,
  Releases,
} from './releases.js';
export {
  type DueRecall,
  type NewRecall,
  type NewRecallAnswer,
  type NewWithheld,
  type RecallRecord,
  type ToldRecall,
  Recalls,
  recallMark,
} from './recalls.js';
export { type DueNotice, Evidence, levelOf, type OwedRecord } from './evidence.js';
export { type FilesOf, filesHandedOn, filesOf, HeldFiles, originsOf } from './held-files.js';
export { keepScan } from './scans.js';
export { Search } from './search.js';
export { unsay } from './unsaid.js';
export { type WaitingState } from './undelivered.js';
export { type Asker, type HashedMarks, type LikeThread, LikenessIndex } from './likeness.js';
export { type ConcernedThread, type NewNotice, type Notice, DeskNotices } from './desk-notices.js';
export { type DueFile, type OpenReviews, Retained, type RetainedFile } from './retained.js';
export { glassName, type GlassRow, type RosterRow, Rosters } from './rosters.js';
export { newerWords } from './hands.js';
export { noteName } from './notes.js';
export { factsOf } from './operations.js';
export { type DueWord, StopWords, stopWordsSql } from './stop-words.js';
export { transferDueSql } from './transfer.js';
export { liftName, stopName, stopView, type StopRow } from './stops.js';
export { type Desk } from './thread-list.js';
export { type Remains, eraseThread, erasedLately, remainsOf } from './erase.js';
export { noteEmptyEpochs, rewrapThreads } from './rewrap.js';
