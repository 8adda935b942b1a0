export { type Settings } from './keys.js';
export {
  type Input,
  type Parsed,
  type Service,
  canonicalSettings,
  parseSettings,
  services,
  settingsVariable,
} from './parse.js';
export { settingsTable } from './table.js';
