export { busExceptionProvider } from './bus-exception-filter.js';
export { busServerOptions } from './bus-strategy.js';
