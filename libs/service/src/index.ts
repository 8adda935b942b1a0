export { busExceptionProvider } from './bus-exception-filter.js';
export { busServerOptions, callOptions, type CallSource } from './bus-strategy.js';
export { AdmitOfficer, ADMITS, AskedOf, type Admits } from './admit.js';
export { Handles, Officer, Token, type CallContext } from './handles.js';
export { refuseCalls } from './refuse-calls.js';
