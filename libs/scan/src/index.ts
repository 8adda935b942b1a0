export { type Engine, type ScanBounds, Scanner } from './scanner.js';
