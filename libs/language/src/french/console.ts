import type { English } from '../english/console.js';
import { frenchCodes } from './codes/codes.js';
import { frenchCommandsAdministration } from './console/commands-administration.js';
import { frenchCommandsAudit } from './console/commands-audit.js';
import { frenchCommandsDirectory } from './console/commands-directory.js';
import { frenchCommandsDisclosure } from './console/commands-disclosure.js';
import { frenchCommandsInbox } from './console/commands-inbox.js';
import { frenchCommandsInstallation } from './console/commands-installation.js';
import { frenchCommandsKeys } from './console/commands-keys.js';
import { frenchCommandsPackages } from './console/commands-packages.js';
import { frenchCommandsPeers } from './console/commands-peers.js';
import { frenchCommandsRequests } from './console/commands-requests.js';
import { frenchCommandsSubjects } from './console/commands-subjects.js';
import { frenchCommandsThreads } from './console/commands-threads.js';
import { frenchCompose } from './console/compose.js';
import { frenchDemo } from './console/demo.js';
import { frenchHealthKeys } from './console/health-keys.js';
import { frenchHealth } from './console/health.js';
import { frenchInstallation } from './console/installation.js';
import { frenchLog } from './console/log.js';
import { frenchPeopleStory } from './console/people-story.js';
import { frenchPeopleWords } from './console/people-words.js';
import { frenchMembers } from './codes/members.js';
import { frenchPeople } from './console/people.js';
import { frenchProgram } from './console/program.js';
import { frenchReceipts } from './console/receipts.js';
import { frenchRecords } from './console/records.js';

// By the door of plurals, so that a bundle has one file for both.
export { formatted } from '../count.js';
export { storedTextTranslator, phraseTranslator } from '../details.js';
export { allFrenchDetails } from './details.js';
export { frenchErrors } from './errors.js';

/** French texts of the command line. Nobody has reviewed these texts. */
export const french = {
  ...frenchCodes,
  ...frenchCommandsAdministration,
  ...frenchCommandsAudit,
  ...frenchCommandsDirectory,
  ...frenchCommandsDisclosure,
  ...frenchCommandsInbox,
  ...frenchCommandsInstallation,
  ...frenchCommandsKeys,
  ...frenchCommandsPackages,
  ...frenchCommandsPeers,
  ...frenchCommandsRequests,
  ...frenchCommandsSubjects,
  ...frenchCommandsThreads,
  ...frenchCompose,
  ...frenchDemo,
  ...frenchHealthKeys,
  ...frenchHealth,
  ...frenchInstallation,
  ...frenchLog,
  ...frenchMembers,
  ...frenchPeopleStory,
  ...frenchPeopleWords,
  ...frenchPeople,
  ...frenchProgram,
  ...frenchReceipts,
  ...frenchRecords,
} as const satisfies Readonly<Partial<Record<keyof English, string>>>;
