export { type Asked, type Engine, type ScanBounds, Scanner } from './scanner.js';
export { NoTurn } from './turns.js';
