export { Asked } from './asked.js';
export { answering, CALL_BUS, subjectOf, type CallBus } from './bus.js';
export {
  deskAddresses,
  From,
  keepSession,
  sideOf,
  subjectAddresses,
  type Caller,
} from './caller.js';
export { describeShape, exampleNamed } from './describe-shape.js';
export { exampleOf } from './example-of.js';
export { inThread, joined, unknown, type Refusals, type RefusalStatus } from './refusals.js';
export {
  CALLED,
  ChoiceRoute,
  DownloadRoute,
  EventRoute,
  OwnRoute,
  Route,
  SERVED,
  TextRoute,
  UploadRoute,
  type Called,
  type Served,
  type Verb,
} from './route.js';
