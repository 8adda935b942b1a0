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
export { hostName } from './rules.js';
export { type ReadText, readSettingsText } from './settings-text.js';
export { settingKeys, settingsTable } from './table.js';
