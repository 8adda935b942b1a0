export { Asked } from './asked.js';
export { answering, CALL_BUS, subjectOf, type CallBus } from './bus.js';
export { deskAddresses, From, keepSession, type Caller } from './caller.js';
export { describeShape } from './describe-shape.js';
export { Route, SERVED, type Served, type Verb } from './route.js';
