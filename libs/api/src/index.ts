export { Asked } from './asked.js';
export { answering, CALL_BUS, subjectOf, type CallBus } from './bus.js';
export { deskAddresses, From, keepSession, subjectAddresses, type Caller } from './caller.js';
export { describeShape } from './describe-shape.js';
export {
  ChoiceRoute,
  DownloadRoute,
  Route,
  SERVED,
  UploadRoute,
  type Served,
  type Verb,
} from './route.js';
