export { type Asked, type Engine, type ScanBounds, Scanner } from './scanner.js';
