export { DeskModule, PLACE, type DeskParts, type Place } from './desk.module.js';
export { startDesk, type DeskService } from './start-desk.js';
