export { DeskModule, RUNTIME, type DeskParts, type DeskRuntime } from './desk.module.js';
export { startDesk, type DeskService } from './start-desk.js';
