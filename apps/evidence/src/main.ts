import { runService } from '#runtime';
import { startEvidence } from './evidence.js';

await runService('evidence', startEvidence);
