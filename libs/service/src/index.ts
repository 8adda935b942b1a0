export { busExceptionProvider } from './bus-exception-filter.js';
export { busServerOptions, type Admission } from './bus-strategy.js';
export { openHeldDoor } from './held-door.js';
