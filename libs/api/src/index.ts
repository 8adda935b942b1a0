export { Asked } from './asked.js';
export { CALL_BUS, subjectOf, type CallBus } from './bus.js';
export {
  deskAddresses,
  From,
  keepSession,
  sideOf,
  subjectAddresses,
  type Caller,
} from './caller.js';
export { describeShape } from './describe-shape.js';
export {
  ChoiceRoute,
  DownloadRoute,
  OwnRoute,
  Route,
  SERVED,
  UploadRoute,
  type Served,
  type Verb,
} from './route.js';
