import type { AddCommand } from '../context.js';
import { addAttachment } from './attachment.js';
import { addAudit } from './audit.js';
import { addAuthority } from './authority.js';
import { addDemo } from './demo.js';
import { addDoctor } from './doctor.js';
import { addInbox } from './inbox.js';
import { addInit } from './init.js';
import { addKey } from './key.js';
import { addLogin } from './login.js';
import { addOfficer } from './officer.js';
import { addPeer } from './peer.js';
import { addQuarantine } from './quarantine.js';
import { addRegistrar } from './registrar.js';
import { addRequest } from './request.js';
import { addRetention } from './retention.js';
import { addStatus } from './status.js';
import { addUp } from './up.js';

/** Every command, in the order of the help: one file and one line each. */
export const commands: readonly AddCommand[] = [
  addDemo,
  addInit,
  addUp,
  addStatus,
  addDoctor,
  addKey,
  addLogin,
  addRequest,
  addInbox,
  addAttachment,
  addAuthority,
  addOfficer,
  addRegistrar,
  addPeer,
  addRetention,
  addAudit,
  addQuarantine,
];
