import type { Command } from 'commander';
import type { ThreadId } from '#kernel';
import { say } from '#language/console';
import type { Context } from '../../context.js';
import { addEvidence } from '../disclosure/evidence.js';
import { addForward } from '../disclosure/forward.js';
import { addRecalls } from '../disclosure/recall.js';
import { addReleases } from '../disclosure/release.js';
import { addOperation } from '../halts/operation.js';
import { addStops } from '../halts/stop.js';
import { addDuplicates, addNotices } from '../threads/duplicates.js';
import { addForm } from '../threads/form.js';
import { listThreads, withListing, type ListFlags } from '../threads/listing.js';
import { addNotes } from '../threads/notes.js';
import { addReviews } from '../threads/review.js';
import { addAccessLists } from '../threads/roster.js';
import { addSearch } from '../threads/search.js';
import { showThread, withShowing, type ShowFlags } from '../threads/showing.js';
import { addWatch } from '../threads/watch.js';
import { addBroadcast } from './broadcast.js';
import { addFollowing } from './following.js';
import { addLife } from './life.js';
import { addNew } from './new.js';
import { addSend, addTell } from './send.js';

const examples = `
${say('program.examples')}
  $ liaise request life --to XB/coast-guard --where "43.1N 15.2E" --persons 40 "Boat adrift, can you rescue?"
  $ liaise request new vessel
  $ liaise request form VESSEL > vessel.json
  $ liaise request send vessel.json --attach photo.jpg
  $ liaise request list --purpose INVESTIGATION
  $ liaise request show THREAD --purpose INVESTIGATION`;

export function addRequest(program: Command, context: Context): void {
  const request = program
    .command('request')
    .description(say('request.requestDescription'))
    .addHelpText('after', examples);
  addLife(request, context);
  addNew(request, context);
  addSend(request, context);
  addTell(request, context);
  addForm(request, context, 'requests');
  addFollowing(request, context);
  addBroadcast(request, context);
  addSearch(request, context, 'requests');
  addDuplicates(request, context);
  addNotices(request, context, 'requests');
  addNotes(request, context, 'requests');
  addForward(request, context);
  addReleases(request, context, 'requests');
  addEvidence(request, context, 'requests');
  addRecalls(request, context, 'requests');
  addOperation(request, context, 'requests');
  addStops(request, context, 'requests');
  addWatch(request, context, 'requests');
  addAccessLists(request, context, 'requests');
  addReviews(request, context, 'requests');
  addList(request, context);
  addShow(request, context);
}

function addList(request: Command, context: Context): void {
  withListing(request.command('list').description(say('request.listDescription')))
    .option('--mine', say('request.listMineOption'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise request list --purpose INVESTIGATION
  $ liaise request list --purpose INVESTIGATION --order due --mine
  $ liaise request list --purpose INVESTIGATION --limit 10 --json`,
    )
    .action((flags: ListFlags, command: Command) =>
      listThreads({ context, command, flags }, 'requests'),
    );
}

function addShow(request: Command, context: Context): void {
  withShowing(request.command('show').description(say('request.showDescription')))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise request show 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e --purpose INVESTIGATION
  $ liaise request show 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e --purpose INVESTIGATION --json

${say('request.showHelp')}`,
    )
    .action((thread: ThreadId, flags: ShowFlags, command: Command) =>
      showThread({ context, command, flags }, { desk: 'requests', thread }),
    );
}
